// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.state.State;
import org.apache.storm.state.StateFactory;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;

/** Runs a stateful bolt: what the bolt acks is acked once the state that it led to is committed, and failed if it is rolled back. */
public class StatefulBoltExecutor<T extends State> extends BaseStatefulBoltExecutor implements BoltWrapper, InputCheck {
    private static final long serialVersionUID = -6445631638896947452L;

    private final IStatefulBolt<T> bolt;
    private transient State state;
    private transient boolean boltInitialized;
    private transient List<Tuple> pendingTuples;
    private transient List<Tuple> preparedTuples;
    private transient AckTrackingOutputCollector trackingCollector;

    public StatefulBoltExecutor(IStatefulBolt<T> bolt) {
        this.bolt = bolt;
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        String namespace = context.getThisComponentId() + "-" + context.getThisTaskId();
        prepare(topoConf, context, collector, StateFactory.getState(namespace, topoConf, context));
    }

    void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector, State state) {
        init(topoConf, context, collector);
        this.state = state;
        pendingTuples = new ArrayList<>();
        preparedTuples = new ArrayList<>();
        trackingCollector = new AckTrackingOutputCollector(collector);
        bolt.prepare(topoConf, context, trackingCollector);
    }

    @Override
    public Object wrappedBolt() {
        return bolt;
    }

    @Override
    public void cleanup() {
        bolt.cleanup();
    }

    @Override
    public List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> conf) {
        return bolt instanceof InputCheck check ? check.checkInputs(inputs, conf) : List.of();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        bolt.declareOutputFields(declarer);
        declareCheckpointStream(declarer);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return bolt.getComponentConfiguration();
    }

    @Override
    protected void handleTuple(Tuple input) {
        if (boltInitialized) {
            bolt.execute(input);
        } else {
            pendingTuples.add(input); // the state is not there yet
        }
    }

    @Override
    protected void handleCheckpoint(Tuple checkpointTuple, Action action, long txid) {
        synchronized (bolt) { // a windowed bolt changes its state on a timer too, and holds its monitor then
            switch (action) {
                case PREPARE -> {
                    if (!boltInitialized) {
                        throw new FailedException("the state is not there yet, so there is nothing to save");
                    }
                    bolt.prePrepare(txid);
                    state.prepareCommit(txid);
                    preparedTuples.addAll(trackingCollector.takeAcked());
                }
                case COMMIT -> {
                    bolt.preCommit(txid);
                    state.commit(txid);
                    preparedTuples.forEach(collector::ack);
                    preparedTuples.clear();
                }
                case ROLLBACK -> rollback();
                case INITSTATE -> initState();
            }
        }
    }

    private void rollback() {
        bolt.preRollback();
        state.rollback();
        preparedTuples.forEach(collector::fail);
        preparedTuples.clear();
        trackingCollector.takeAcked().forEach(collector::fail);
    }

    @SuppressWarnings("unchecked")
    private void initState() {
        if (boltInitialized) {
            return;
        }
        bolt.initState((T) state);
        boltInitialized = true;
        List<Tuple> waiting = pendingTuples;
        pendingTuples = new ArrayList<>();
        waiting.forEach(bolt::execute);
    }

    /** Keeps acks until a commit. */
    private static final class AckTrackingOutputCollector extends AnchoringOutputCollector {
        private final Queue<Tuple> acked = new ConcurrentLinkedQueue<>();

        AckTrackingOutputCollector(OutputCollector delegate) {
            super(delegate);
        }

        List<Tuple> takeAcked() {
            List<Tuple> taken = new ArrayList<>();
            for (Tuple tuple = acked.poll(); tuple != null; tuple = acked.poll()) {
                taken.add(tuple);
            }
            return taken;
        }

        @Override
        public void ack(Tuple input) {
            acked.add(input);
        }
    }
}
