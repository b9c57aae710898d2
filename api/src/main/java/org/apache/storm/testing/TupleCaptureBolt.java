// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Tuple;

/** Keeps every tuple it gets, by source component, for the test in the same JVM. */
public class TupleCaptureBolt implements IRichBolt {
    private static final long serialVersionUID = 1776591955309718684L;
    private static final Map<String, Map<String, List<FixedTuple>>> CAPTURED = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private transient OutputCollector collector;

    /** Captures under a name of its own. */
    public TupleCaptureBolt() {
        CAPTURED.put(name, new HashMap<>());
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
    }

    @Override
    public void execute(Tuple input) {
        CAPTURED.computeIfPresent(name, (n, captured) -> {
            captured.computeIfAbsent(input.getSourceComponent(), c -> new ArrayList<>())
                .add(new FixedTuple(input.getSourceStreamId(), input.getValues()));
            return captured;
        });
        collector.ack(input);
    }

    /** What was captured so far, by source component; null once removed. */
    public Map<String, List<FixedTuple>> getResults() {
        return CAPTURED.get(name);
    }

    @Override
    public void cleanup() {
        // What was captured stays for the test.
    }

    /** What was captured; nothing is kept or captured after. */
    public Map<String, List<FixedTuple>> getAndRemoveResults() {
        return CAPTURED.remove(name);
    }

    /** What was captured; from here on it captures afresh. */
    public Map<String, List<FixedTuple>> getAndClearResults() {
        return CAPTURED.put(name, new HashMap<>());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // It emits nothing.
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }
}
