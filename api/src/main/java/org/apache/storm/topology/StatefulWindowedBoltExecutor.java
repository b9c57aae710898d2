// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.State;
import org.apache.storm.state.StateFactory;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/**
 * Runs a stateful windowed bolt whose window is rebuilt from replayed tuples after a failure.
 *
 * <p>A field numbers the tuples of each source task and stream. With the bolt's state it saves, for each of these, the number up to which
 * tuples left the window and the number up to which they were in one: a replayed tuple is dropped or not counted as new accordingly.
 */
public class StatefulWindowedBoltExecutor<T extends State> extends WindowedBoltExecutor implements IStatefulBolt<T> {
    private static final long serialVersionUID = -1384500902481690383L;

    private final IStatefulWindowedBolt<T> statefulWindowedBolt;
    private transient OutputCollector collector;
    private transient String msgIdField;
    private transient KeyValueState<Source, Progress> progress;
    private transient Map<Source, Progress> replaying;

    /** Where numbered tuples come from. */
    private record Source(String component, String stream, int task) implements Serializable {
        /** Stands for the window itself: its progress is when the one that fired last ended. */
        static final Source WINDOW = new Source("", "", -1);

        static Source of(Tuple tuple) {
            return new Source(tuple.getSourceComponent(), tuple.getSourceStreamId(), tuple.getSourceTask());
        }
    }

    /** The numbers up to which tuples left the window, and were in one. */
    private record Progress(long expired, long evaluated) implements Serializable {
        static final Progress NONE = new Progress(Long.MIN_VALUE, Long.MIN_VALUE);
    }

    public StatefulWindowedBoltExecutor(IStatefulWindowedBolt<T> bolt) {
        super(bolt);
        this.statefulWindowedBolt = bolt;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        msgIdField = (String) topoConf.get(Config.TOPOLOGY_BOLTS_MESSAGE_ID_FIELD_NAME);
        if (msgIdField == null) {
            throw new IllegalArgumentException("Stateful windowed bolt '" + context.getThisComponentId()
                + "' needs withMessageIdField(...), a field that numbers the tuples, or withPersistence()");
        }
        this.collector = collector;
        String namespace = context.getThisComponentId() + "-" + context.getThisTaskId() + "-window";
        progress = (KeyValueState<Source, Progress>) StateFactory.getState(namespace, topoConf, context);
        prepareWindow(topoConf, context, collector);
    }

    @Override
    public synchronized void initState(T state) {
        startReplay();
        statefulWindowedBolt.initState(state);
        start();
    }

    private void startReplay() {
        replaying = new HashMap<>();
        for (Map.Entry<Source, Progress> entry : progress) {
            replaying.put(entry.getKey(), entry.getValue());
        }
        buffer().resumeAfter(progress.get(Source.WINDOW, Progress.NONE).evaluated);
    }

    @Override
    public synchronized void execute(Tuple input) {
        Source source = Source.of(input);
        Progress saved = replaying.get(source);
        boolean seen = false;
        if (saved != null) {
            long number = number(input);
            if (number <= saved.expired) {
                collector.ack(input);
                return;
            }
            seen = number <= saved.evaluated;
            if (!seen) {
                replaying.remove(source);
            }
        }
        add(input, seen);
    }

    private long number(Tuple tuple) {
        return ((Number) tuple.getValueByField(msgIdField)).longValue();
    }

    @Override
    void windowFired(List<Object> all, List<Object> fresh, List<Object> expired, long end) {
        super.windowFired(all, fresh, expired, end);
        Map<Source, Progress> moved = new HashMap<>();
        for (Object held : expired) {
            Tuple tuple = (Tuple) held;
            moved.compute(Source.of(tuple), (source, now) -> {
                Progress before = now == null ? progress.get(source, Progress.NONE) : now;
                return new Progress(Math.max(before.expired, number(tuple)), before.evaluated);
            });
        }
        for (Object held : fresh) {
            Tuple tuple = (Tuple) held;
            moved.compute(Source.of(tuple), (source, now) -> {
                Progress before = now == null ? progress.get(source, Progress.NONE) : now;
                return new Progress(before.expired, Math.max(before.evaluated, number(tuple)));
            });
        }
        moved.put(Source.WINDOW, new Progress(Long.MIN_VALUE, buffer().lastEnd()));
        moved.forEach(progress::put);
    }

    @Override
    public synchronized void prePrepare(long txid) {
        statefulWindowedBolt.prePrepare(txid);
        progress.prepareCommit(txid);
    }

    @Override
    public synchronized void preCommit(long txid) {
        statefulWindowedBolt.preCommit(txid);
        progress.commit(txid);
    }

    @Override
    public synchronized void preRollback() {
        statefulWindowedBolt.preRollback();
        progress.rollback();
        for (WindowBuffer.Entry<Object> entry : new ArrayList<>(buffer().entries())) {
            collector.fail((Tuple) entry.tuple); // comes again, and is then judged by the progress rolled back to
        }
        buffer().clear();
        restoreWatermark(null); // what comes again is not late
        startReplay();
    }
}
