// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.streams.operations.mappers.PairValueMapper;
import org.apache.storm.streams.operations.mappers.TupleValueMapper;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.IBasicBolt;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where streams begin. Declare them, {@link #build} the topology, and submit it as any other one. One thread declares and builds. */
public class StreamBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(StreamBuilder.class);

    private final Map<String, IRichSpout> spouts = new LinkedHashMap<>();
    private final Map<String, Integer> spoutTasks = new LinkedHashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private int bolts;
    private int nodes;

    /** A bolt of the user's at the end of a stream; one of both is null. */
    private record Sink(String id, IRichBolt rich, IBasicBolt basic, int tasks, Node from, Segment.Grouping grouping) { }

    public StreamBuilder() {
    }

    /** The tuples of a spout, as they are. */
    public Stream<Tuple> newStream(IRichSpout spout) {
        return newStream(spout, 1);
    }

    public Stream<Tuple> newStream(IRichSpout spout, int parallelism) {
        return new Stream<>(spout(spout, parallelism).then(new Processors.Filter(t -> true), false, false));
    }

    /** What a mapper takes out of the tuples of a spout. */
    public <T> Stream<T> newStream(IRichSpout spout, TupleValueMapper<T> valueMapper) {
        return newStream(spout, valueMapper, 1);
    }

    /** @param parallelism of the spout, and of what follows until it is changed */
    public <T> Stream<T> newStream(IRichSpout spout, TupleValueMapper<T> valueMapper, int parallelism) {
        return new Stream<>(spout(spout, parallelism).then(new Processors.Map(valueMapper), false, false));
    }

    /** Pairs of fields of the tuples of a spout. */
    public <K, V> PairStream<K, V> newStream(IRichSpout spout, PairValueMapper<K, V> pairValueMapper) {
        return newStream(spout, pairValueMapper, 1);
    }

    /** @param parallelism of the spout, and of what follows until it is changed */
    public <K, V> PairStream<K, V> newStream(IRichSpout spout, PairValueMapper<K, V> pairValueMapper, int parallelism) {
        return new PairStream<>(spout(spout, parallelism).then(new Processors.Map(pairValueMapper), true, false));
    }

    private Place spout(IRichSpout spout, int parallelism) {
        String id = "spout" + (spouts.size() + 1);
        spouts.put(id, spout);
        spoutTasks.put(id, parallelism);
        return Place.behindSpout(this, id, Utils.DEFAULT_STREAM_ID, parallelism);
    }

    Segment segment(int parallelism, Window<?, ?> window) {
        Segment segment = new Segment("bolt" + ++bolts, parallelism, window);
        segments.add(segment);
        return segment;
    }

    Node node(Segment segment, Processor processor, boolean pair, boolean windowed) {
        Node node = new Node(++nodes, segment, processor, pair, windowed);
        segment.nodes.add(node);
        return node;
    }

    void sink(IRichBolt rich, IBasicBolt basic, int tasks, Node from, Segment.Grouping grouping) {
        from.sunk = true;
        sinks.add(new Sink("bolt" + ++bolts, rich, basic, tasks, from, grouping));
    }

    /** What grows as long as the topology runs, a line each. */
    List<String> growing() {
        List<String> growing = new ArrayList<>();
        for (Segment segment : segments) {
            for (Node node : segment.nodes) {
                String what = node.windowed ? null : node.processor.grows();
                if (what != null) {
                    growing.add(segment.id + " " + what + ", as its stream has no windows: its state grows without bound");
                }
            }
        }
        return growing;
    }

    /** The topology to submit. What of its state grows without bound is logged. */
    public StormTopology build() {
        growing().forEach(LOG::warn);
        TopologyBuilder topology = new TopologyBuilder();
        spouts.forEach((id, spout) -> topology.setSpout(id, spout, spoutTasks.get(id)));
        for (Segment segment : segments) {
            BoltDeclarer bolt;
            if (segment.window != null) {
                bolt = topology.setBolt(segment.id, new SegmentWindowExecutor(new WindowedSegmentBolt(segment), segment), segment.parallelism);
            } else if (segment.keepsState()) {
                bolt = topology.setBolt(segment.id, new StatefulSegmentBolt(segment), segment.parallelism);
            } else {
                bolt = topology.setBolt(segment.id, new SegmentBolt(segment), segment.parallelism);
            }
            segment.declare(bolt);
        }
        for (Sink sink : sinks) {
            BoltDeclarer bolt = sink.rich != null ? topology.setBolt(sink.id, sink.rich, sink.tasks) : topology.setBolt(sink.id, sink.basic, sink.tasks);
            switch (sink.grouping) {
                case KEY -> bolt.fieldsGrouping(sink.from.segment.id, sink.from.stream(), Stream.KEY);
                case VALUE -> bolt.fieldsGrouping(sink.from.segment.id, sink.from.stream(), Stream.VALUE);
                case GLOBAL -> bolt.globalGrouping(sink.from.segment.id, sink.from.stream());
                default -> bolt.shuffleGrouping(sink.from.segment.id, sink.from.stream());
            }
        }
        return topology.createTopology();
    }
}
