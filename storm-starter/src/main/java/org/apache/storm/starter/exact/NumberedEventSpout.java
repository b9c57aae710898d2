// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.exact;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import tempest.api.epoch.ICheckpointedSpout;

/**
 * Emits numbered events, so many a second: nine of ten have the same key. The event's time is its number, in milliseconds. It can go back to a position; where it is not asked to, it emits again what fails, and begins at
 * the beginning when it is started again.
 */
public class NumberedEventSpout extends BaseRichSpout implements ICheckpointedSpout {
    private static final long serialVersionUID = 1L;
    private static final int KEYS = 97;

    private final long events;
    private final long perSecond;
    private transient SpoutOutputCollector collector;
    private transient Queue<Long> failed;
    private transient int tasks;
    private transient int task;
    private transient long next;
    private transient long startedAt;
    private transient long emitted;

    public NumberedEventSpout(long events, long perSecond) {
        this.events = events;
        this.perSecond = perSecond;
    }

    /** The key of an event. */
    public static String key(long number) {
        return number % 10 == 0 ? "key" + number % KEYS : "often";
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        failed = new ArrayDeque<>();
        tasks = context.getComponentTasks(context.getThisComponentId()).size();
        task = context.getThisTaskIndex();
        next = task;
        startedAt = System.nanoTime();
    }

    @Override
    public void nextTuple() {
        if ((System.nanoTime() - startedAt) / 1e9 * perSecond < emitted) {
            return;
        }
        Long again = failed.poll();
        long number = again == null ? next : again;
        if (number >= events) {
            return;
        }
        if (again == null) {
            next += tasks;
        }
        emitted++;
        collector.emit(new Values(number, key(number)), number);
    }

    @Override
    public void fail(Object number) {
        failed.add((Long) number);
    }

    @Override
    public byte[] position() {
        return ByteBuffer.allocate(Long.BYTES).putLong(next).array();
    }

    @Override
    public void restore(byte[] position) {
        next = position == null ? task : ByteBuffer.wrap(position).getLong();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("number", "key"));
    }
}
