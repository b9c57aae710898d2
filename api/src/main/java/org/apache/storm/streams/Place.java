// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.List;
import java.util.function.Function;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/**
 * Where in a topology that is being declared a stream is: behind a node, or on the way from it to a component that does not exist before something is to
 * run there. Streams of one place share it, so that what follows them shares the component.
 */
final class Place {
    final StreamBuilder builder;
    /** What is before it; null behind a spout. */
    final Node node;
    final boolean windowed;
    final int parallelism;
    /** Whether all values of a key are in one task. */
    final boolean keyed;
    private final boolean travelling;
    private final Segment.Grouping grouping;
    private final Window<?, ?> window;
    private final String spout;
    private final String stream;
    private Segment arrived;

    private Place(StreamBuilder builder, Node node, boolean windowed, int parallelism, boolean keyed, boolean travelling, Segment.Grouping grouping,
                  Window<?, ?> window, String spout, String stream) {
        this.builder = builder;
        this.node = node;
        this.windowed = windowed;
        this.parallelism = parallelism;
        this.keyed = keyed;
        this.travelling = travelling;
        this.grouping = grouping;
        this.window = window;
        this.spout = spout;
        this.stream = stream;
    }

    static Place behindSpout(StreamBuilder builder, String spout, String stream, int parallelism) {
        return new Place(builder, null, false, parallelism, false, true, Segment.Grouping.SHUFFLE, null, spout, stream);
    }

    static Place behind(StreamBuilder builder, Node node, boolean keyed) {
        return new Place(builder, node, node.windowed, node.segment.parallelism, keyed, false, null, null, null, null);
    }

    /** On the way to another component. */
    Place towards(Segment.Grouping to, int tasks) {
        Place from = window == null && spout == null ? this : here();
        return new Place(builder, from.node, from.windowed, tasks, to == Segment.Grouping.KEY, true, to, null, null, null);
    }

    /** On the way to a component that divides what comes into windows. */
    Place into(Window<?, ?> into) {
        if (windowed) {
            throw new IllegalArgumentException("window: the stream is windowed already; a window of windows is not possible");
        }
        Segment.Grouping by = travelling ? grouping : Segment.Grouping.SHUFFLE;
        return new Place(builder, node, true, parallelism, keyed, true, by, into, spout, stream);
    }

    /** The same place, behind a node. */
    private Place here() {
        return node != null && !travelling ? this : then(new Processors.Filter(value -> true), node != null && node.pair, keyed);
    }

    /** The node that gives what is here. */
    Node settled() {
        return here().node;
    }

    Segment.Grouping grouping() {
        return grouping;
    }

    /** Adds a processor of what is here. */
    Place then(Processor processor, boolean pair, boolean staysKeyed) {
        return then(segment -> processor, pair, staysKeyed);
    }

    private Place then(Function<Segment, Processor> processor, boolean pair, boolean staysKeyed) {
        Segment segment = travelling ? arrived() : node.segment;
        Node next = builder.node(segment, processor.apply(segment), pair, windowed);
        if (!travelling) {
            node.targets.add(new Node.Target(next, 0));
        } else if (node == null) {
            segment.inputs.get(0).targets().add(new Node.Target(next, 0));
        } else {
            segment.input(node, grouping).targets().add(new Node.Target(next, 0));
        }
        return behind(builder, next, staysKeyed);
    }

    /** The component at the end of the way. */
    Segment arrived() {
        if (arrived == null) {
            arrived = builder.segment(parallelism, window);
            if (node == null) {
                arrived.spout(spout, stream);
            } else {
                arrived.input(node, grouping);
            }
            if (window != null && window.getTimestampField() != null && node != null) {
                node.segment.carry(window.getTimestampField(), paces());
            }
        }
        return arrived;
    }

    private List<Segment.Pace> paces() {
        long lagMs = window.getLag() == null ? 0 : window.getLag().value;
        return window.getSlidingInterval() instanceof Duration slide ? List.of(new Segment.Pace(slide.value, lagMs)) : List.of();
    }
}
