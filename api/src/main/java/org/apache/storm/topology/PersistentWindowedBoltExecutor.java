// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.State;
import org.apache.storm.state.StateFactory;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/**
 * Runs a stateful windowed bolt whose window is saved with its state: a tuple is acked once a checkpoint holds it. Of the window's tuples so many are in
 * memory as the bolt says; the lists of a window read the others from the state as they are walked, and serve during the call that they are given in.
 */
public class PersistentWindowedBoltExecutor<T extends State> extends WindowedBoltExecutor implements IStatefulBolt<T> {
    private static final long serialVersionUID = -2273071391989310018L;

    private final IStatefulWindowedBolt<T> statefulWindowedBolt;
    private transient OutputCollector collector;
    private transient TopologyContext context;
    private transient KeyValueState<String, Object> saved;
    private transient TupleBlocks blocks;
    /** Tuples that no checkpoint holds yet: what is emitted now hangs on them. */
    private transient List<Tuple> unsaved;
    private transient List<Tuple> prepared;

    public PersistentWindowedBoltExecutor(IStatefulWindowedBolt<T> bolt) {
        super(bolt);
        this.statefulWindowedBolt = bolt;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        long mostInMemory = statefulWindowedBolt.maxEventsInMemory();
        if (mostInMemory <= 0) {
            throw new IllegalArgumentException("Bolt '" + context.getThisComponentId() + "' has withMaxEventsInMemory(" + mostInMemory + "), which must be 1 or more");
        }
        this.collector = collector;
        this.context = context;
        String namespace = context.getThisComponentId() + "-" + context.getThisTaskId() + "-window";
        saved = (KeyValueState<String, Object>) StateFactory.getState(namespace, topoConf, context);
        blocks = new TupleBlocks(saved, mostInMemory);
        unsaved = new ArrayList<>();
        prepared = new ArrayList<>();
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
        unsaved.clear();
        prepared.clear();
        List<WindowBuffer.Entry<Object>> entries = new ArrayList<>();
        TupleBlocks.Head head = blocks.restore((tuple, number) -> entries.add(new WindowBuffer.Entry<>(number, tuple.time(), blocks.wasSeen(number))));
        buffer().restore(entries, byEventTime());
        restoreWatermark(head == null ? null : head.watermark());
        if (head != null) {
            buffer().resumeAfter(head.lastEnd());
        }
    }

    @Override
    public synchronized void execute(Tuple input) {
        add(input, false);
        collector.ack(input); // takes effect with the next checkpoint
    }

    /** The window holds the tuple's number. */
    @Override
    Object held(Tuple input, long time) {
        unsaved.add(input);
        return blocks.add(SavedTuple.of(input, time));
    }

    @Override
    void tupleExpired(Object held) {
        // acked when it came, and still to be told to the bolt
    }

    @Override
    void windowFired(List<Object> all, List<Object> fresh, List<Object> expired, long end) {
        List<Tuple> anchors = new ArrayList<>(prepared);
        anchors.addAll(unsaved);
        process(anchors, tuples(all), tuples(fresh), tuples(expired), end);
        fresh.forEach(number -> blocks.seen((Long) number));
        expired.forEach(number -> blocks.release((Long) number));
    }

    private List<Tuple> tuples(List<Object> numbers) {
        return new Loaded(numbers);
    }

    /** Tuples that are read when they are asked for. */
    private final class Loaded extends AbstractList<Tuple> implements RandomAccess {
        private final List<Object> numbers;

        Loaded(List<Object> numbers) {
            this.numbers = numbers;
        }

        @Override
        public Tuple get(int index) {
            return blocks.get((Long) numbers.get(index)).restored(context);
        }

        @Override
        public int size() {
            return numbers.size();
        }
    }

    @Override
    public synchronized void prePrepare(long txid) {
        statefulWindowedBolt.prePrepare(txid);
        blocks.save(buffer().lastEnd(), savedWatermark());
        saved.prepareCommit(txid);
        prepared.addAll(unsaved);
        unsaved.clear();
    }

    @Override
    public synchronized void preCommit(long txid) {
        statefulWindowedBolt.preCommit(txid);
        saved.commit(txid);
        prepared.clear();
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
