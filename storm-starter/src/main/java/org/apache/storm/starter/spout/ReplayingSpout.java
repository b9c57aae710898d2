// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.spout;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Values;

/** A paced spout whose every tuple has a message id and is emitted again when its tree fails or times out. */
abstract class ReplayingSpout extends BaseRichSpout {
    private static final long serialVersionUID = 1L;

    private transient SpoutOutputCollector collector;
    private transient Pace pace;
    private transient Map<Long, Values> pending;
    private transient ArrayDeque<Long> toReplay;
    private transient long lastId;

    /** The next tuple's values; called on the spout's own thread. */
    abstract Values next();

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        pace = new Pace(conf);
        pending = new HashMap<>();
        toReplay = new ArrayDeque<>();
    }

    @Override
    public void nextTuple() {
        Long again = toReplay.poll();
        if (again != null) {
            collector.emit(pending.get(again), again);
        } else if (pace.due()) {
            Values values = next();
            Long id = ++lastId;
            pending.put(id, values);
            collector.emit(values, id);
        }
    }

    @Override
    public void ack(Object id) {
        pending.remove(id);
    }

    @Override
    public void fail(Object id) {
        if (pending.containsKey(id)) {
            toReplay.add((Long) id);
        }
    }
}
