// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.RegisteredGlobalState;

/**
 * Emits what a test in the same JVM feeds it: each call of {@link #feed} is a batch. The test's thread feeds, the coordinator's takes.
 *
 * <p>What is fed is either a list of tuples, or a map from a task's index to a list of its tuples.
 */
@SuppressWarnings("unchecked")
public class FeederBatchSpout implements ITridentSpout<Map<Integer, List<List<Object>>>>, IFeeder {
    private static final long serialVersionUID = 1L;

    String id;
    Fields outFields;
    boolean waitToEmit = true;

    public FeederBatchSpout(List<String> fields) {
        outFields = new Fields(fields);
        id = RegisteredGlobalState.registerState(new Fed());
    }

    /** Whether batches wait for something to be fed, as they do by default; otherwise empty ones are emitted meanwhile. */
    public void setWaitToEmit(boolean trueIfWait) {
        waitToEmit = trueIfWait;
    }

    /** Makes a batch and waits until it is complete. */
    @Override
    public void feed(Object tuples) {
        Batch batch = new Batch(tuples, new Semaphore(0));
        fed().waiting.add(batch);
        try {
            batch.done.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the batch was complete", e);
        }
    }

    private Fed fed() {
        Fed fed = (Fed) RegisteredGlobalState.getState(id);
        if (fed == null) {
            throw new IllegalStateException("a feeder works in the JVM that made it, which means in local mode, only");
        }
        return fed;
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }

    @Override
    public Fields getOutputFields() {
        return outFields;
    }

    @Override
    public BatchCoordinator<Map<Integer, List<List<Object>>>> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return new FeederCoordinator(1);
    }

    @Override
    public Emitter<Map<Integer, List<List<Object>>>> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return new FeederEmitter(context.getThisTaskIndex());
    }

    /** What was fed and is not complete. Any thread. */
    private static final class Fed {
        final Queue<Batch> waiting = new ConcurrentLinkedQueue<>();
        final Map<Long, Batch> started = new ConcurrentHashMap<>();
    }

    private record Batch(Object tuples, Semaphore done) { }

    /** Takes what was fed, in order. */
    public class FeederCoordinator implements BatchCoordinator<Map<Integer, List<List<Object>>>> {
        int numPartitions;

        /** @param numPartitions among how many tasks a list of tuples is dealt */
        public FeederCoordinator(int numPartitions) {
            this.numPartitions = numPartitions;
        }

        @Override
        public Map<Integer, List<List<Object>>> initializeTransaction(long txid, Map<Integer, List<List<Object>>> prevMetadata,
                                                                      Map<Integer, List<List<Object>>> currMetadata) {
            if (currMetadata != null) {
                return currMetadata;
            }
            Batch next = fed().waiting.poll();
            if (next == null) {
                return new HashMap<>();
            }
            fed().started.put(txid, next);
            Map<Integer, List<List<Object>>> dealt = new HashMap<>();
            if (next.tuples instanceof Map<?, ?> byTask) {
                byTask.forEach((task, tuples) -> ((List<List<Object>>) tuples).forEach(tuple -> deal(dealt, (Integer) task, tuple)));
                return dealt;
            }
            int i = 0;
            for (List<Object> tuple : (List<List<Object>>) next.tuples) {
                deal(dealt, i++ % numPartitions, tuple);
            }
            return dealt;
        }

        /** Whatever lists were fed, these may go to other workers. */
        private static void deal(Map<Integer, List<List<Object>>> dealt, int partition, List<Object> tuple) {
            dealt.computeIfAbsent(partition, task -> new ArrayList<>()).add(new ArrayList<>(tuple));
        }

        @Override
        public void close() {
        }

        @Override
        public void success(long txid) {
            Batch complete = fed().started.remove(txid);
            if (complete != null) {
                complete.done.release();
            }
        }

        @Override
        public boolean isReady(long txid) {
            return !waitToEmit || !fed().waiting.isEmpty();
        }
    }

    private static final class FeederEmitter implements Emitter<Map<Integer, List<List<Object>>>> {
        private final int index;

        FeederEmitter(int index) {
            this.index = index;
        }

        @Override
        public void emitBatch(TransactionAttempt tx, Map<Integer, List<List<Object>>> coordinatorMeta, TridentCollector collector) {
            for (List<Object> tuple : coordinatorMeta.getOrDefault(index, List.of())) {
                collector.emit(tuple);
            }
        }

        @Override
        public void success(TransactionAttempt tx) {
        }

        @Override
        public void close() {
        }
    }
}
