// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_FIELD_ACTION;
import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_FIELD_TXID;
import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_STREAM_ID;

import java.util.List;
import java.util.Map;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.SteadyTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a bolt in a stateful topology: a step of a checkpoint is done and passed on once it came from every task that this one hears from, and what these
 * send after it is held until then ({@link CheckpointAlignment}): a snapshot has what was emitted before the step, and nothing that comes again. Called by the
 * task's thread; that a step takes too long is noticed when a tuple comes.
 */
public abstract class BaseStatefulBoltExecutor implements IRichBolt {
    private static final long serialVersionUID = 2400660907527586366L;
    private static final Logger LOG = LoggerFactory.getLogger(BaseStatefulBoltExecutor.class);

    protected OutputCollector collector;
    private transient CheckpointAlignment alignment;
    private transient String task;

    protected void init(TopologyContext context, OutputCollector collector) {
        init(Map.of(), context, collector);
    }

    final void init(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        init(context, collector, new CheckpointAlignment(topoConf, context));
    }

    final void init(TopologyContext context, OutputCollector collector, CheckpointAlignment alignment) {
        this.collector = collector;
        this.alignment = alignment;
        task = context.getThisComponentId() + "-" + context.getThisTaskId();
    }

    @Override
    public void execute(Tuple input) {
        if (alignment.isAligning()) {
            giveUpIfOverdue();
        }
        if (CheckpointSpout.isCheckpoint(input)) {
            processCheckpoint(input);
        } else if (!alignment.isAligning() || !alignment.hold(input)) {
            handleTuple(input);
        }
    }

    private void giveUpIfOverdue() {
        String why = alignment.overdue(SteadyTime.currentTimeMillis());
        if (why != null) {
            LOG.warn("{} gives a step of a checkpoint up, which fails it, and goes on with what it held: {}", task, why);
            alignment.abandon().forEach(collector::fail);
            alignment.takeHeld().forEach(this::handleTuple);
        }
    }

    private void processCheckpoint(Tuple input) {
        alignment.releasedBy(input).forEach(this::handleTuple); // the step before is over, done or failed
        switch (alignment.arrived(input, SteadyTime.currentTimeMillis())) {
            case WAIT -> LOG.debug("{} waits for the others to send {}", task, input);
            case KNOWN -> collector.ack(input);
            case ABANDONED -> collector.fail(input);
            case DUE -> {
                doStep(input, alignment.end());
                alignment.takeHeld().forEach(this::handleTuple); // after the step was passed on
            }
        }
    }

    private void doStep(Tuple input, List<Tuple> barriers) {
        Action action = (Action) input.getValueByField(CHECKPOINT_FIELD_ACTION);
        long txid = input.getLongByField(CHECKPOINT_FIELD_TXID);
        try {
            handleCheckpoint(input, action, txid);
        } catch (FailedException e) {
            fail(barriers, e, e instanceof ReportedFailedException);
            return;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            fail(barriers, e, true);
            return;
        }
        collector.emit(CHECKPOINT_STREAM_ID, input, new Values(txid, action));
        barriers.forEach(collector::ack);
    }

    /** The checkpoint spout hears of it and begins with recovery: a store that is away for a while costs no worker. */
    private void fail(List<Tuple> barriers, Throwable cause, boolean reported) {
        LOG.warn("A step of a checkpoint failed in {}: {}", task, barriers.get(0).getValues(), cause);
        barriers.forEach(collector::fail);
        if (reported) {
            collector.reportError(cause);
        }
    }

    protected void declareCheckpointStream(OutputFieldsDeclarer declarer) {
        declarer.declareStream(CHECKPOINT_STREAM_ID, new Fields(CHECKPOINT_FIELD_TXID, CHECKPOINT_FIELD_ACTION));
    }

    /** Processes a tuple of the topology. */
    protected abstract void handleTuple(Tuple input);

    /** Does a step of a checkpoint. What it throws fails the step; it is reported, unless it is a FailedException that is not to be. */
    protected abstract void handleCheckpoint(Tuple checkpointTuple, Action action, long txid);

    /** Refuses what is not anchored: it could not be replayed after a rollback. */
    protected static class AnchoringOutputCollector extends OutputCollector {
        AnchoringOutputCollector(IOutputCollector delegate) {
            super(delegate);
        }

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple) {
            throw new UnsupportedOperationException("Bolts in a stateful topology must emit anchored tuples: use emit(anchor, values)");
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple) {
            throw new UnsupportedOperationException("Bolts in a stateful topology must emit anchored tuples: use emitDirect(task, anchor, values)");
        }
    }
}
