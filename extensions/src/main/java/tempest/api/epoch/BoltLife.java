// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.Map;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BoltWrapper;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IStatefulBolt;
import org.apache.storm.tuple.Tuple;

/**
 * One life of a user's bolt: it takes part in one incarnation, and the next one has a life of its own, so that nothing in a bolt's fields outlives the tuples that led to it.
 * Called by the task's thread.
 */
final class BoltLife {
    private final Object bolt;
    private final EpochProgress progress;
    private final ITwoPhaseSink sink;
    private final IStatefulBolt<?> stateful;

    /** @param bolt an {@link IRichBolt} or an {@link IStatefulBolt} */
    BoltLife(Object bolt, EpochProgress progress) {
        this.bolt = bolt;
        this.progress = progress;
        this.sink = sink(bolt);
        this.stateful = bolt instanceof IStatefulBolt<?> keeps ? keeps : null;
    }

    /** The sink that a bolt is, or runs; null if there is none. */
    static ITwoPhaseSink sink(Object bolt) {
        if (bolt instanceof ITwoPhaseSink sink) {
            return sink;
        }
        return bolt instanceof BoltWrapper wrapper ? sink(wrapper.wrappedBolt()) : null;
    }

    EpochProgress progress() {
        return progress;
    }

    ITwoPhaseSink sink() {
        return sink;
    }

    Object bolt() {
        return bolt;
    }

    boolean isStateful() {
        return stateful != null;
    }

    void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        if (stateful != null) {
            stateful.prepare(conf, context, collector);
        } else {
            ((IRichBolt) bolt).prepare(conf, context, collector);
        }
    }

    @SuppressWarnings("unchecked")
    void initState(IEpochState state) {
        ((IStatefulBolt<KeyValueState<Object, Object>>) stateful).initState(state);
    }

    void execute(Tuple tuple) {
        if (stateful != null) {
            stateful.execute(tuple);
        } else {
            ((IRichBolt) bolt).execute(tuple);
        }
    }

    void prePrepare(Transaction transaction) {
        if (stateful != null) {
            stateful.prePrepare(transaction.epoch());
        }
    }

    void committed(Transaction transaction) {
        if (sink != null) {
            sink.commit(transaction);
        } else if (stateful != null) {
            stateful.preCommit(transaction.epoch());
        }
    }

    /** The topology goes back, and another life begins. */
    void discard() {
        if (stateful != null) {
            stateful.preRollback();
        }
        cleanup();
    }

    void cleanup() {
        if (stateful != null) {
            stateful.cleanup();
        } else {
            ((IRichBolt) bolt).cleanup();
        }
    }

    @Override
    public String toString() {
        return bolt.getClass().getName();
    }
}
