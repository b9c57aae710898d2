// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.coordination;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Constants;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TimeCacheMap;

/**
 * Runs a bolt that works on batches, and finds out when it has seen a whole batch.
 *
 * <p>The first value of each tuple is the batch it belongs to. When a task is through with a batch it tells each task after it, on a direct
 * stream of its own, how many tuples of the batch it sent there; a task is through once it heard from every task before it and acked as many
 * tuples as it was told of. Called by the task's thread, and by a clean-up thread for batches that timed out: the map of batches is the lock.
 */
public class CoordinatedBolt implements IRichBolt {
    private static final long serialVersionUID = -3246126254252628644L;

    private final Map<String, SourceArgs> sourceArgs;
    private final IdStreamSpec idStreamSpec;
    private final IRichBolt delegate;
    private transient OutputCollector collector;
    private transient int expectedReports;
    private transient List<Integer> countOutTasks;
    private transient TimeCacheMap<Object, Batch> batches;

    /** Wants to know when a batch is complete. */
    public interface FinishedCallback {
        void finishedId(Object id);
    }

    /** Wants to know when a batch took too long. */
    public interface TimeoutCallback {
        void timeoutId(Object id);
    }

    /** From how many tasks of a component before this one a batch comes. */
    public static class SourceArgs implements Serializable {
        private static final long serialVersionUID = 6352497005393522614L;

        public boolean singleCount;

        protected SourceArgs(boolean singleCount) {
            this.singleCount = singleCount;
        }

        /** From one of them. */
        public static SourceArgs single() {
            return new SourceArgs(true);
        }

        /** From all of them. */
        public static SourceArgs all() {
            return new SourceArgs(false);
        }

        @Override
        public String toString() {
            return singleCount ? "single" : "all";
        }
    }

    /** A stream that tells of every batch, so that a task notices those it gets no tuple of. */
    public static class IdStreamSpec implements Serializable {
        private static final long serialVersionUID = 710806735531356592L;

        GlobalStreamId id;

        protected IdStreamSpec(String component, String stream) {
            id = new GlobalStreamId(component, stream);
        }

        public static IdStreamSpec makeDetectSpec(String component, String stream) {
            return new IdStreamSpec(component, stream);
        }

        public GlobalStreamId getGlobalStreamId() {
            return id;
        }
    }

    /** How far a batch is. */
    private static final class Batch {
        private final Map<Integer, Integer> sent = new HashMap<>();
        private final List<Tuple> toAck = new ArrayList<>();
        private int reports;
        private int announced;
        private int processed;
        private boolean idSeen;
        private boolean failed;
    }

    /** A first bolt: each batch is one tuple. */
    public CoordinatedBolt(IRichBolt delegate) {
        this(delegate, Collections.emptyMap(), null);
    }

    public CoordinatedBolt(IRichBolt delegate, String sourceComponent, SourceArgs sourceArgs, IdStreamSpec idStreamSpec) {
        this(delegate, sourceComponent == null ? Collections.emptyMap() : Collections.singletonMap(sourceComponent, sourceArgs), idStreamSpec);
    }

    /**
     * @param idStreamSpec null if every task gets tuples, or reports, of every batch anyway
     */
    public CoordinatedBolt(IRichBolt delegate, Map<String, SourceArgs> sourceArgs, IdStreamSpec idStreamSpec) {
        this.sourceArgs = new HashMap<>(sourceArgs);
        this.delegate = delegate;
        this.idStreamSpec = idStreamSpec;
    }

    @Override
    public void prepare(Map<String, Object> config, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        batches = new TimeCacheMap<>(context.maxTopologyMessageTimeout(), this::timedOut);
        expectedReports = 0;
        sourceArgs.forEach((component, args) -> expectedReports += args.singleCount ? 1 : context.getComponentTasks(component).size());
        countOutTasks = new ArrayList<>();
        for (String next : context.getThisTargets().getOrDefault(Constants.COORDINATED_STREAM_ID, Collections.emptyMap()).keySet()) {
            countOutTasks.addAll(context.getComponentTasks(next));
        }
        delegate.prepare(config, context, new OutputCollector(new CoordinatedOutputCollector(collector)));
    }

    private void timedOut(Object id, Batch batch) {
        synchronized (batches) {
            batch.failed = true;
        }
        if (delegate instanceof TimeoutCallback callback) {
            callback.timeoutId(id);
        }
    }

    @Override
    public void execute(Tuple tuple) {
        Object id = tuple.getValue(0);
        boolean isId = idStreamSpec != null && tuple.getSourceGlobalStreamId().equals(idStreamSpec.id);
        boolean isReport = tuple.getSourceStreamId().equals(Constants.COORDINATED_STREAM_ID);
        if (!isId && !isReport) {
            synchronized (batches) {
                batch(id);
            }
            delegate.execute(tuple);
            return;
        }
        synchronized (batches) {
            Batch batch = batch(id);
            if (isId) {
                batch.idSeen = true;
            } else {
                batch.reports++;
                batch.announced += (Integer) tuple.getValue(1);
            }
            if (batch.failed) {
                collector.fail(tuple);
                return;
            }
            batch.toAck.add(tuple);
            finishIfComplete(id, batch, tuple);
        }
    }

    private Batch batch(Object id) {
        Batch batch = batches.get(id);
        if (batch == null) {
            batch = new Batch();
            batches.put(id, batch);
        }
        return batch;
    }

    private boolean isComplete(Batch batch) {
        if (idStreamSpec != null && !batch.idSeen) {
            return false;
        }
        return sourceArgs.isEmpty() ? batch.processed > 0 || idStreamSpec != null
            : batch.reports == expectedReports && batch.processed == batch.announced;
    }

    private void finishIfComplete(Object id, Batch batch, Tuple anchor) {
        if (batch.failed) {
            batch.toAck.forEach(collector::fail);
            batch.toAck.clear();
            return;
        }
        if (!isComplete(batch)) {
            return;
        }
        try {
            if (delegate instanceof FinishedCallback callback) {
                callback.finishedId(id);
            }
        } catch (FailedException e) {
            batch.failed = true;
            finishIfComplete(id, batch, anchor);
            return;
        }
        for (int task : countOutTasks) {
            collector.emitDirect(task, Constants.COORDINATED_STREAM_ID, anchor, new Values(id, batch.sent.getOrDefault(task, 0)));
        }
        batch.toAck.forEach(collector::ack);
        batches.remove(id);
    }

    @Override
    public void cleanup() {
        delegate.cleanup();
        batches.cleanup();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        delegate.declareOutputFields(declarer);
        declarer.declareStream(Constants.COORDINATED_STREAM_ID, true, new Fields("id", "count"));
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return delegate.getComponentConfiguration();
    }

    /** Counts what the bolt sends and acks. */
    private final class CoordinatedOutputCollector implements IOutputCollector {
        private final IOutputCollector to;

        CoordinatedOutputCollector(IOutputCollector to) {
            this.to = to;
        }

        @Override
        public List<Integer> emit(String stream, Collection<Tuple> anchors, List<Object> tuple) {
            List<Integer> tasks = to.emit(stream, anchors, tuple);
            count(tuple.get(0), tasks);
            return tasks;
        }

        @Override
        public void emitDirect(int task, String stream, Collection<Tuple> anchors, List<Object> tuple) {
            to.emitDirect(task, stream, anchors, tuple);
            count(tuple.get(0), List.of(task));
        }

        private void count(Object id, List<Integer> tasks) {
            synchronized (batches) {
                Batch batch = batches.get(id);
                if (batch != null) {
                    for (int task : tasks) {
                        batch.sent.merge(task, 1, Integer::sum);
                    }
                }
            }
        }

        @Override
        public void ack(Tuple tuple) {
            Object id = tuple.getValue(0);
            synchronized (batches) {
                Batch batch = batches.get(id);
                if (batch == null || batch.failed) {
                    to.fail(tuple); // the batch timed out or failed: it comes again as a whole
                    return;
                }
                batch.processed++;
                finishIfComplete(id, batch, tuple);
                if (batch.failed) {
                    to.fail(tuple);
                } else {
                    to.ack(tuple);
                }
            }
        }

        @Override
        public void fail(Tuple tuple) {
            Object id = tuple.getValue(0);
            synchronized (batches) {
                Batch batch = batches.get(id);
                if (batch != null) {
                    batch.failed = true;
                    finishIfComplete(id, batch, tuple);
                }
                to.fail(tuple);
            }
        }

        @Override
        public void resetTimeout(Tuple tuple) {
            to.resetTimeout(tuple);
        }

        @Override
        public void flush() {
            to.flush();
        }

        @Override
        public void reportError(Throwable error) {
            to.reportError(error);
        }
    }
}
