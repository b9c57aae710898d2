// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.Config;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;

/**
 * Emits a fixed list of tuples, each once; it is complete when each was acked or failed. Takes {@link FixedTuple}s, or lists of values for
 * the default stream. What was acked and failed is kept for the JVM, by the spout's id, so that the test's own instance sees it.
 */
public class FixedTupleSpout implements IRichSpout, CompletableSpout {
    private static final long serialVersionUID = -2394653828393843706L;
    private static final Map<String, Progress> PROGRESS = new ConcurrentHashMap<>();

    private final List<FixedTuple> tuples = new ArrayList<>();
    private final Fields fields;
    private final String id = UUID.randomUUID().toString();
    private transient SpoutOutputCollector collector;
    private transient ConcurrentLinkedQueue<Integer> toEmit;

    private static final class Progress {
        final AtomicInteger acked = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
    }

    /** A spout that declares no fields itself, for a topology whose declaration is kept from elsewhere. */
    public FixedTupleSpout(List tuples) {
        this(tuples, null);
    }

    /** A spout whose default stream has {@code fields}; null to declare nothing. */
    @SuppressWarnings("unchecked")
    public FixedTupleSpout(List tuples, Fields fields) {
        for (Object tuple : tuples) {
            this.tuples.add(tuple instanceof FixedTuple fixed ? fixed : new FixedTuple((List<Object>) tuple));
        }
        this.fields = fields;
    }

    /** Tuples acked of the spout {@code stormId}. */
    public static int getNumAcked(String stormId) {
        return progress(stormId).acked.get();
    }

    /** Tuples failed of the spout {@code stormId}. */
    public static int getNumFailed(String stormId) {
        return progress(stormId).failed.get();
    }

    /** Forgets the spout {@code stormId}. */
    public static void clear(String stormId) {
        PROGRESS.remove(stormId);
    }

    private static Progress progress(String id) {
        return PROGRESS.computeIfAbsent(id, i -> new Progress());
    }

    /** What it emits. */
    public List<FixedTuple> getSourceTuples() {
        return tuples;
    }

    /** How many of its tuples were acked or failed. */
    public int getCompleted() {
        return getNumAcked(id) + getNumFailed(id);
    }

    /** Forgets its progress. */
    public void cleanup() {
        clear(id);
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        toEmit = new ConcurrentLinkedQueue<>();
        List<Integer> tasks = context.getComponentTasks(context.getThisComponentId());
        if (context.getThisTaskId() == tasks.get(0)) {
            for (int i = 0; i < tuples.size(); i++) {
                toEmit.add(i);
            }
        }
    }

    @Override
    public void close() {
        // Progress outlives the task.
    }

    @Override
    public void nextTuple() {
        Integer index = toEmit.poll();
        if (index != null) {
            FixedTuple tuple = tuples.get(index);
            collector.emit(tuple.stream, tuple.values, UUID.randomUUID().toString());
        }
    }

    @Override
    public void ack(Object msgId) {
        progress(id).acked.incrementAndGet();
    }

    @Override
    public void fail(Object msgId) {
        progress(id).failed.incrementAndGet();
    }

    @Override
    public void activate() {
        // Nothing stops while it is not active.
    }

    @Override
    public void deactivate() {
        // Nothing to put down.
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        if (fields != null) {
            declarer.declare(fields);
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_MAX_TASK_PARALLELISM, 1);
    }

    @Override
    public boolean isExhausted() {
        return getCompleted() == tuples.size();
    }

    @Override
    public void clean() {
        cleanup();
    }
}
