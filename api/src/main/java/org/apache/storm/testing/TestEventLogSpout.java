// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each task emits (task id, event number) up to a total over all tasks; what was acked and failed is kept for the JVM by the
 * spout's id.
 */
public class TestEventLogSpout extends BaseRichSpout implements CompletableSpout {
    public static Logger LOG = LoggerFactory.getLogger(TestEventLogSpout.class);
    private static final long serialVersionUID = -8633205219542561221L;
    private static final Map<String, AtomicInteger> ACKED = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> FAILED = new ConcurrentHashMap<>();

    private final String uid = UUID.randomUUID().toString();
    private final long totalCount;
    private transient SpoutOutputCollector collector;
    private transient long eventId;
    private transient long myCount;
    private transient int source;

    /** Emits {@code totalCount} events, shared out over its tasks. */
    public TestEventLogSpout(long totalCount) {
        this.totalCount = totalCount;
    }

    /** Events acked of the spout {@code stormId}. */
    public static int getNumAcked(String stormId) {
        return counter(ACKED, stormId).get();
    }

    /** Events failed of the spout {@code stormId}. */
    public static int getNumFailed(String stormId) {
        return counter(FAILED, stormId).get();
    }

    private static AtomicInteger counter(Map<String, AtomicInteger> counters, String id) {
        return counters.computeIfAbsent(id, i -> new AtomicInteger());
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        source = context.getThisTaskId();
        int tasks = context.getComponentTasks(context.getThisComponentId()).size();
        myCount = totalCount / tasks + (context.getThisTaskIndex() < totalCount % tasks ? 1 : 0);
    }

    @Override
    public void close() {
        // Progress outlives the task.
    }

    /** Forgets its progress. */
    public void cleanup() {
        ACKED.remove(uid);
        FAILED.remove(uid);
    }

    /** Whether every event was acked or failed. */
    public boolean completed() {
        return getNumAcked(uid) + getNumFailed(uid) >= totalCount;
    }

    @Override
    public void nextTuple() {
        if (eventId < myCount) {
            eventId++;
            collector.emit(new Values(Integer.toString(source), eventId), eventId);
        }
    }

    @Override
    public void ack(Object msgId) {
        counter(ACKED, uid).incrementAndGet();
    }

    @Override
    public void fail(Object msgId) {
        counter(FAILED, uid).incrementAndGet();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("source", "eventId"));
    }

    @Override
    public boolean isExhausted() {
        return completed();
    }

    @Override
    public void clean() {
        cleanup();
    }
}
