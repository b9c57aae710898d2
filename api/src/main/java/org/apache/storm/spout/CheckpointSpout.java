// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.StateFactory;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.SteadyTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the checkpoints of a stateful topology: one tuple for each step of {@link CheckPointState}, which every bolt passes on; the step is
 * done when it is acked. A failed step, and a start, begin with recovery. Where it is, it keeps in state of its own.
 */
public class CheckpointSpout extends BaseRichSpout {
    public static final String CHECKPOINT_STREAM_ID = "$checkpoint";
    public static final String CHECKPOINT_COMPONENT_ID = "$checkpointspout";
    public static final String CHECKPOINT_FIELD_TXID = "txid";
    public static final String CHECKPOINT_FIELD_ACTION = "action";

    private static final long serialVersionUID = -68497466279128071L;
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSpout.class);
    private static final String TX_STATE_KEY = "__state";
    private static final int DEFAULT_INTERVAL_MS = 1000;

    private transient SpoutOutputCollector collector;
    private transient KeyValueState<String, CheckPointState> checkpointState;
    private transient CheckPointState curTxState;
    private transient long lastCheckpointTs;
    private transient int checkpointInterval;
    private transient boolean recovering;
    private transient boolean stepInProgress;

    /** Whether a tuple is a step of a checkpoint. */
    public static boolean isCheckpoint(Tuple input) {
        return CHECKPOINT_STREAM_ID.equals(input.getSourceStreamId());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        String namespace = context.getThisComponentId() + "-" + context.getThisTaskId();
        open(collector, ObjectReader.getInt(conf.get(Config.TOPOLOGY_STATE_CHECKPOINT_INTERVAL), DEFAULT_INTERVAL_MS),
            (KeyValueState<String, CheckPointState>) StateFactory.getState(namespace, conf, context));
    }

    void open(SpoutOutputCollector collector, int checkpointInterval, KeyValueState<String, CheckPointState> checkpointState) {
        this.collector = collector;
        this.checkpointInterval = checkpointInterval;
        this.checkpointState = checkpointState;
        curTxState = checkpointState.get(TX_STATE_KEY, new CheckPointState());
        recovering = true;
    }

    @Override
    public void nextTuple() {
        if (stepInProgress) {
            return;
        }
        boolean due = SteadyTime.currentTimeMillis() - lastCheckpointTs >= checkpointInterval;
        if (recovering) {
            emit(curTxState.nextAction(true));
        } else if (curTxState.getState() == CheckPointState.State.COMMITTED) {
            if (due) {
                lastCheckpointTs = SteadyTime.currentTimeMillis();
                save(curTxState.nextState(false));
                emit(Action.PREPARE);
            }
        } else {
            emit(curTxState.nextAction(false));
        }
    }

    private void emit(Action action) {
        stepInProgress = true;
        collector.emit(CHECKPOINT_STREAM_ID, new Values(curTxState.getTxid(), action), curTxState.getTxid());
    }

    @Override
    public void ack(Object msgId) {
        if (!stepInProgress || !msgId.equals(curTxState.getTxid())) {
            LOG.warn("Checkpoint step {} was acked, but the step at hand is {}", msgId, curTxState);
            return;
        }
        stepInProgress = false;
        boolean initialized = recovering && curTxState.getState() == CheckPointState.State.COMMITTED;
        CheckPointState next = curTxState.nextState(recovering);
        if (!next.equals(curTxState)) {
            save(next);
        }
        if (initialized) {
            recovering = false; // otherwise INITSTATE is still to come
        }
    }

    @Override
    public void fail(Object msgId) {
        LOG.debug("Checkpoint step {} failed in {}", msgId, curTxState);
        stepInProgress = false;
        recovering = true;
    }

    private void save(CheckPointState next) {
        curTxState = next;
        checkpointState.put(TX_STATE_KEY, next);
        checkpointState.commit();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declareStream(CHECKPOINT_STREAM_ID, new Fields(CHECKPOINT_FIELD_TXID, CHECKPOINT_FIELD_ACTION));
    }
}
