// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.bolt;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.starter.tools.SlidingCounter;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TupleUtils;

/** Counts words over a sliding window and, at each tick, emits every word's count as (word, count). */
public class RollingCountBolt extends BaseBasicBolt {
    private static final long serialVersionUID = 1L;

    private final int windowSeconds;
    private final int emitSeconds;
    private transient SlidingCounter<String> counter;

    /** Counts over {@code windowSeconds}, emitting each {@code emitSeconds}, of which the window is a multiple. */
    public RollingCountBolt(int windowSeconds, int emitSeconds) {
        if (emitSeconds < 1 || windowSeconds % emitSeconds != 0) {
            throw new IllegalArgumentException("a window of " + windowSeconds + " s is no multiple of " + emitSeconds + " s");
        }
        this.windowSeconds = windowSeconds;
        this.emitSeconds = emitSeconds;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context) {
        counter = new SlidingCounter<>(windowSeconds / emitSeconds);
    }

    @Override
    public void execute(Tuple tuple, BasicOutputCollector collector) {
        if (TupleUtils.isTick(tuple)) {
            counter.totals().forEach((word, count) -> collector.emit(new Values(word, count)));
            counter.advance();
        } else {
            counter.add(tuple.getString(0));
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, emitSeconds);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("word", "count"));
    }
}
