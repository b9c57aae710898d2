// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.tuple.Fields;

/** Processors that run in one bolt. Made while a topology is declared, then serialized with the bolt. */
final class Segment implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The stream that tells other components that a window is complete. */
    static final String END_OF_WINDOW = "window";

    final String id;
    final int parallelism;
    /** The window that its input is divided into; null for none. */
    final Window<?, ?> window;
    final List<Input> inputs = new ArrayList<>();
    /** Each after those that it takes from. */
    final List<Node> nodes = new ArrayList<>();
    boolean stateful;
    /** The field with a tuple's time, which goes along until a window needs it; null for none. */
    String timeField;

    /** How tuples come from another component. */
    enum Grouping { SHUFFLE, KEY, VALUE, GLOBAL }

    /**
     * What comes from a node of another segment, or from a spout.
     *
     * @param from      null for a spout
     * @param component the bolt or the spout
     */
    record Input(Node from, String component, String stream, Grouping grouping, List<Node.Target> targets) implements Serializable {
        boolean windowed() {
            return from != null && from.windowed;
        }
    }

    Segment(String id, int parallelism, Window<?, ?> window) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("a parallelism of " + parallelism + "; it must be 1 or more");
        }
        this.id = id;
        this.parallelism = parallelism;
        this.window = window;
    }

    Input input(Node from, Grouping grouping) {
        for (Input input : inputs) {
            if (input.from == from && input.grouping == grouping) {
                return input;
            }
        }
        from.sent = true;
        Input input = new Input(from, from.segment.id, from.stream(), grouping, new ArrayList<>());
        inputs.add(input);
        return input;
    }

    Input spout(String spout, String stream) {
        Input input = new Input(null, spout, stream, Grouping.SHUFFLE, new ArrayList<>());
        inputs.add(input);
        return input;
    }

    /** Whether what comes in is divided into windows by other components, which tell where each ends. */
    boolean windowedElsewhere() {
        return inputs.stream().anyMatch(Input::windowed);
    }

    /** Whether others have to be told where windows end. */
    boolean tellsWindows() {
        return nodes.stream().anyMatch(n -> n.sent && n.windowed);
    }

    void declare(BoltDeclarer bolt) {
        for (Input input : inputs) {
            switch (input.grouping) {
                case SHUFFLE -> bolt.shuffleGrouping(input.component, input.stream);
                case KEY -> bolt.fieldsGrouping(input.component, input.stream, Stream.KEY);
                case VALUE -> bolt.fieldsGrouping(input.component, input.stream, Stream.VALUE);
                case GLOBAL -> bolt.globalGrouping(input.component, input.stream);
            }
        }
        inputs.stream().filter(Input::windowed).map(Input::component).distinct().forEach(c -> bolt.allGrouping(c, END_OF_WINDOW));
    }

    /** The fields in which a node's values travel. */
    Fields fields(Node node) {
        List<String> fields = (node.pair ? Stream.KEY_VALUE : Stream.VALUE).toList();
        if (timeField != null) {
            fields.add(timeField);
        }
        return new Fields(fields);
    }

    /** Has a field of the spout's tuples go along from there to here. */
    void carry(String field) {
        if (timeField != null && !timeField.equals(field)) {
            throw new IllegalArgumentException("a window needs the time field \"" + field + "\", and another one behind the same operations \"" + timeField
                + "\"; one time field can go along");
        }
        timeField = field;
        inputs.stream().filter(i -> i.from != null).forEach(i -> i.from.segment.carry(field));
    }
}
