// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;

/** Processors that run in one bolt. Made while a topology is declared, then serialized with the bolt. */
final class Segment implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The stream that tells other components up to when windows are complete; where windows go by a count, that one more is. */
    static final String END_OF_WINDOW = "window";
    /** The stream that tells windows by event time how far a task has come, also with values that went elsewhere or nowhere. */
    static final String TIME = "time";
    private static final Fields WINDOW_END = new Fields("window-end");

    final String id;
    final int parallelism;
    /** The window that its input is divided into; null for none. */
    final Window<?, ?> window;
    final List<Input> inputs = new ArrayList<>();
    /** Each after those that it takes from. */
    final List<Node> nodes = new ArrayList<>();
    /** Whether a processor updates a state by key. */
    boolean stateful;
    /** The field with a tuple's time, which goes along until a window needs it; null for none. */
    String timeField;
    /** How often the windows that need it want to know how far it has come. */
    final Set<Pace> paces = new LinkedHashSet<>();

    /**
     * Of windows by event time.
     *
     * @param slideMs how far their ends are apart
     * @param lagMs   how much later than others a value may come
     */
    record Pace(long slideMs, long lagMs) implements Serializable {
        /** Whether a window became complete as time went on; the least long stands for a time before all others. */
        boolean crossed(long from, long to) {
            return to > from && (from == Long.MIN_VALUE || Math.floorDiv(to - lagMs - 1, slideMs) > Math.floorDiv(from - lagMs - 1, slideMs));
        }
    }

    /** Whether a processor keeps something beyond a window. */
    boolean keepsState() {
        return stateful || nodes.stream().anyMatch(node -> node.processor instanceof Processors.Keeping && !node.windowed);
    }

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
        if (from.windowed && inputs.stream().anyMatch(i -> i.windowed() && i.from.segment.windowsHaveEnds() != from.segment.windowsHaveEnds())) {
            throw new IllegalArgumentException("windows that slide by time and windows that slide by a count have no ends in common: they cannot be joined");
        }
        from.sent = true;
        Input input = new Input(from, from.segment.id, from.windowed && from.segment.windowsHaveEnds() ? from.windowStream() : from.stream(), grouping,
            new ArrayList<>());
        inputs.add(input);
        if (timeField != null && !from.windowed) {
            from.segment.carry(timeField, paces);
        }
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

    /** Whether its windows are known by the time of their end, which is the same in all tasks. Those that slide by a count are known by their order alone. */
    boolean windowsHaveEnds() {
        return window != null ? window.getSlidingInterval() instanceof Duration
            : inputs.stream().anyMatch(Input::windowed) && inputs.stream().filter(Input::windowed).allMatch(i -> i.from.segment.windowsHaveEnds());
    }

    /** Whether its windows go by event time and have ends, so that they depend on how far others have come. */
    boolean hearsTime() {
        return window != null ? window.getTimestampField() != null && windowsHaveEnds() : tellsTime();
    }

    boolean tellsTime() {
        return !paces.isEmpty();
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
        if (hearsTime()) {
            timeSources().forEach(c -> bolt.allGrouping(c, TIME));
        }
    }

    /** The components that tell this one how far they have come. */
    List<String> timeSources() {
        return inputs.stream().filter(i -> i.from != null && i.from.segment.tellsTime()).map(Input::component).distinct().toList();
    }

    /** The fields in which a node's values travel to other segments, and to bolts of the user's. */
    Fields fields(Node node) {
        List<String> fields = (node.pair ? Stream.KEY_VALUE : Stream.VALUE).toList();
        if (timeField != null && !node.windowed) {
            fields.add(timeField);
        }
        return new Fields(fields);
    }

    /** The fields in which values travel together with the end of their window. */
    Fields windowFields(Node node) {
        List<String> fields = fields(node).toList();
        fields.addAll(WINDOW_END.toList());
        return new Fields(fields);
    }

    /** Has a field of the spout's tuples go along from there to here, and how far it has come told. */
    void carry(String field, Collection<Pace> wanted) {
        if (timeField != null && !timeField.equals(field)) {
            throw new IllegalArgumentException("a window needs the time field \"" + field + "\", and another one behind the same operations \"" + timeField
                + "\"; one time field can go along");
        }
        timeField = field;
        paces.addAll(wanted);
        inputs.stream().filter(i -> i.from != null && !i.from.windowed).forEach(i -> i.from.segment.carry(field, wanted));
    }
}
