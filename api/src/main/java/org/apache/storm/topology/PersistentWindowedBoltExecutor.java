// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.State;
import org.apache.storm.state.StateFactory;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/** Runs a stateful windowed bolt whose window is saved with its state: a tuple is acked once a checkpoint holds it. */
public class PersistentWindowedBoltExecutor<T extends State> extends WindowedBoltExecutor implements IStatefulBolt<T> {
    private static final long serialVersionUID = -2273071391989310018L;
    private static final String WINDOW_KEY = "window";

    private final IStatefulWindowedBolt<T> statefulWindowedBolt;
    private transient OutputCollector collector;
    private transient TopologyContext context;
    private transient KeyValueState<String, SavedWindow> saved;

    /** The tuples of a window, and when the one that fired last ended. */
    private record SavedWindow(ArrayList<SavedTuple> tuples, long lastEnd) implements Serializable {
    }

    public PersistentWindowedBoltExecutor(IStatefulWindowedBolt<T> bolt) {
        super(bolt);
        this.statefulWindowedBolt = bolt;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        this.context = context;
        String namespace = context.getThisComponentId() + "-" + context.getThisTaskId() + "-window";
        saved = (KeyValueState<String, SavedWindow>) StateFactory.getState(namespace, topoConf, context);
        prepareWindow(topoConf, context, new NoAckOutputCollector(collector));
    }

    /** The tuples are acked before they leave the window, so they cannot time out in it. */
    @Override
    void checkAgainstTimeout(Map<String, Object> topoConf) {
    }

    @Override
    public synchronized void initState(T state) {
        restore();
        statefulWindowedBolt.initState(state);
        start();
    }

    private void restore() {
        SavedWindow window = saved.get(WINDOW_KEY);
        if (window == null) {
            buffer().clear();
            return;
        }
        List<WindowBuffer.Entry> entries = new ArrayList<>(window.tuples.size());
        for (SavedTuple tuple : window.tuples) {
            entries.add(new WindowBuffer.Entry(tuple.restored(context), tuple.time(), tuple.seen()));
        }
        buffer().restore(entries, byEventTime());
        buffer().resumeAfter(window.lastEnd);
    }

    @Override
    public synchronized void execute(Tuple input) {
        add(input, false);
        collector.ack(input); // takes effect with the next checkpoint
    }

    @Override
    void tupleExpired(Tuple tuple) {
        // acked when it came
    }

    @Override
    public synchronized void prePrepare(long txid) {
        statefulWindowedBolt.prePrepare(txid);
        ArrayList<SavedTuple> now = new ArrayList<>(buffer().entries().size());
        for (WindowBuffer.Entry entry : buffer().entries()) {
            now.add(SavedTuple.of(entry));
        }
        saved.put(WINDOW_KEY, new SavedWindow(now, buffer().lastEnd()));
        saved.prepareCommit(txid);
    }

    @Override
    public synchronized void preCommit(long txid) {
        statefulWindowedBolt.preCommit(txid);
        saved.commit(txid);
    }

    @Override
    public synchronized void preRollback() {
        statefulWindowedBolt.preRollback();
        saved.rollback();
        restore();
    }

    /** The window acks late tuples as if they were its own to ack; here that happens when they come. */
    private static final class NoAckOutputCollector extends OutputCollector {
        NoAckOutputCollector(OutputCollector delegate) {
            super(delegate);
        }

        @Override
        public void ack(Tuple input) {
        }
    }
}
