// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Emits its items over and over, one a call, as fast as it is asked or at a fixed rate; a failed one is emitted again. At a fixed
 * rate, latency counts from when the root should have been emitted, whenever the spout came to do it, so that no stall is left
 * out; as fast as possible, it is that of every 64th root from its emission.
 */
final class LoadSpout extends BaseRichSpout {
    private static final long serialVersionUID = 1L;
    private static final int TIMED = 64;

    /** What it emits: one short word, the sentences of the file, or many keys, of which each task begins with another. */
    enum Items { WORD, SENTENCES, KEYS }

    /** Shared by all tasks: what hundreds of them keep is not to be what is measured. */
    private static final class Keys {
        private static final String[] ALL = IntStream.range(0, 1 << 14).mapToObj(key -> "key" + key).toArray(String[]::new);
    }

    private final Items kind;
    private final boolean acks;
    private final double rate;
    private transient SpoutOutputCollector collector;
    private transient TaskFigures figures;
    private transient String[] items;
    private transient AtomicLongArray emitted;
    private transient AtomicLongArray acked;
    private transient ArrayDeque<Integer> failed;
    private transient int next;
    private transient int untimed;
    private transient long start;
    private transient long emissions;

    /**
     * A spout for one task of a topology.
     *
     * @param kind what to emit
     * @param acks whether to emit with message ids
     * @param rate roots a second of each task; 0 for as many as are asked for
     */
    LoadSpout(Items kind, boolean acks, double rate) {
        this.kind = kind;
        this.acks = acks;
        this.rate = rate;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector out) {
        collector = out;
        figures = FigureBook.open(context);
        failed = new ArrayDeque<>();
        items = switch (kind) {
            case WORD -> new String[] {"tempest"};
            case SENTENCES -> sentences();
            case KEYS -> Keys.ALL;
        };
        if (kind == Items.KEYS) {
            next = context.getThisTaskIndex() * items.length / context.getComponentTasks(context.getThisComponentId()).size();
        }
        if (kind == Items.SENTENCES) {
            emitted = new AtomicLongArray(items.length);
            acked = new AtomicLongArray(items.length);
            FigureBook.table(context, "emitted", emitted::toString);
            FigureBook.table(context, "acked", acked::toString);
        }
    }

    static String[] sentences() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
            LoadSpout.class.getResourceAsStream("/benchmarks/sentences.txt"), StandardCharsets.UTF_8))) {
            return in.lines().toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void nextTuple() {
        if (rate > 0) {
            paced();
        } else {
            boolean timed = ++untimed == TIMED;
            if (timed) {
                untimed = 0;
            }
            emit(timed ? System.nanoTime() : 0);
        }
    }

    private void paced() {
        long now = System.nanoTime();
        if (emissions == 0) {
            start = now;
        }
        long due = start + (long) (emissions * (1e9 / rate));
        if (now - due >= 0) {
            emissions++;
            emit(due);
        }
    }

    private void emit(long nanos) {
        int item;
        if (failed.isEmpty()) {
            item = next;
            next = item + 1 == items.length ? 0 : item + 1;
        } else {
            item = failed.poll();
        }
        if (emitted != null) {
            emitted.setOpaque(item, emitted.getPlain(item) + 1);
        }
        figures.emitted();
        if (acks) {
            collector.emit(new Values(items[item]), new Root(item, nanos));
        } else {
            collector.emit(new Values(items[item]));
        }
    }

    @Override
    public void ack(Object id) {
        Root root = (Root) id;
        figures.acked();
        if (acked != null) {
            acked.setOpaque(root.item(), acked.getPlain(root.item()) + 1);
        }
        if (root.nanos() != 0) {
            figures.latency(System.nanoTime() - root.nanos());
        }
    }

    @Override
    public void fail(Object id) {
        figures.failed();
        failed.add(((Root) id).item());
    }

    @Override
    public void activate() {
        emissions = 0;
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("item"));
    }
}
