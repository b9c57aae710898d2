// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_FIELD_ACTION;
import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_FIELD_TXID;
import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_STREAM_ID;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a bolt in a stateful topology: a step of a checkpoint is done and passed on once it came from every task that this one hears from, so
 * that what was emitted before the step is processed before it. Called by the task's thread.
 */
public abstract class BaseStatefulBoltExecutor implements IRichBolt {
    private static final long serialVersionUID = 2400660907527586366L;
    private static final Logger LOG = LoggerFactory.getLogger(BaseStatefulBoltExecutor.class);

    protected OutputCollector collector;
    private transient int checkpointSources;
    private transient Action currentAction;
    private transient long currentTxid;
    private transient Set<Integer> heardFrom;

    protected void init(TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        heardFrom = new HashSet<>();
        checkpointSources = 0;
        for (GlobalStreamId input : context.getThisSources().keySet()) {
            if (input.get_streamId().equals(CHECKPOINT_STREAM_ID)) {
                checkpointSources += context.getComponentTasks(input.get_componentId()).size();
            }
        }
    }

    @Override
    public void execute(Tuple input) {
        if (CheckpointSpout.isCheckpoint(input)) {
            processCheckpoint(input);
        } else {
            handleTuple(input);
        }
    }

    private void processCheckpoint(Tuple input) {
        Action action = (Action) input.getValueByField(CHECKPOINT_FIELD_ACTION);
        long txid = input.getLongByField(CHECKPOINT_FIELD_TXID);
        if (action != currentAction || txid != currentTxid) {
            // steps follow one another, so a new one means that the one before is over, done or failed
            currentAction = action;
            currentTxid = txid;
            heardFrom.clear();
        }
        heardFrom.add(input.getSourceTask());
        if (heardFrom.size() < checkpointSources) {
            collector.ack(input);
            return;
        }
        heardFrom.clear();
        try {
            handleCheckpoint(input, action, txid);
        } catch (FailedException e) {
            fail(input, e, e instanceof ReportedFailedException);
            return;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            fail(input, e, true);
            return;
        }
        collector.emit(CHECKPOINT_STREAM_ID, input, new Values(txid, action));
        collector.ack(input);
    }

    /** The checkpoint spout hears of it and begins with recovery: a store that is away for a while costs no worker. */
    private void fail(Tuple step, Throwable cause, boolean reported) {
        LOG.warn("A step of a checkpoint failed: {}", step.getValues(), cause);
        collector.fail(step);
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
