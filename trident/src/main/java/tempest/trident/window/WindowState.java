// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.tuple.Fields;

/**
 * One partition's window. It keeps the position before the last transaction, so that another attempt of it starts from there, at the same time of day, and
 * the same tuples give the same windows. Empty windows are not emitted. The task's thread owns it.
 *
 * <p>Windows by time end when a batch is committed after their end: tuples are as old as the batch that brought them.
 */
public final class WindowState implements State {
    private final Schedule schedule;
    private final ChunkStore store;
    private final Fields input;
    private final LongSupplier clock;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private Position before = Position.START;
    private Position after = Position.START;
    private long last = Long.MIN_VALUE;
    private long lastMillis;
    private Long transaction;

    WindowState(Schedule schedule, ChunkStore store, Fields input, LongSupplier clock) {
        this.schedule = schedule;
        this.store = store;
        this.input = input;
        this.clock = clock;
        List<Long> numbers = store.load();
        if (numbers != null) {
            restore(numbers);
        }
    }

    private void restore(List<Long> numbers) {
        Iterator<Long> next = numbers.iterator();
        last = next.next();
        lastMillis = next.next();
        before = new Position(next.next(), next.next());
        after = new Position(next.next(), next.next());
        while (next.hasNext()) {
            chunks.add(new Chunk(next.next(), next.next(), next.next().intValue(), next.next()));
        }
    }

    private void save() {
        List<Long> numbers = new ArrayList<>();
        numbers.addAll(List.of(last, lastMillis, before.count(), before.due(), after.count(), after.due()));
        for (Chunk chunk : chunks) {
            numbers.addAll(List.of(chunk.transaction(), chunk.first(), (long) chunk.size(), chunk.millis()));
        }
        store.save(numbers);
    }

    Long transaction() {
        return transaction;
    }

    @Override
    public void beginCommit(Long txid) {
        transaction = txid;
    }

    @Override
    public void commit(Long txid) {
        transaction = null;
    }

    /** Adds a transaction's tuples and emits the contents of each window that ends. */
    void add(List<TridentTuple> tuples, Consumer<List<TridentTuple>> ended) {
        long tx = transaction;
        if (tx < last) {
            throw new IllegalStateException("transaction " + tx + " came to a window that transaction " + last
                + " was added to already; is its store shared with another topology, or was the topology's progress in ZooKeeper lost?");
        }
        List<Long> unused = new ArrayList<>();
        if (tx == last) {
            chunks.removeIf(chunk -> chunk.transaction() == tx);
        } else {
            dropPast(unused);
            before = after;
            last = tx;
            lastMillis = Math.max(lastMillis, clock.getAsLong());
        }
        if (!tuples.isEmpty()) {
            List<List<Object>> values = new ArrayList<>(tuples.size());
            for (TridentTuple tuple : tuples) {
                values.add(new ArrayList<>(tuple));
            }
            store.put(tx, values);
            chunks.add(new Chunk(tx, before.count(), values.size(), lastMillis));
        }
        after = schedule.byCount() ? byCount(before.count() + tuples.size(), ended) : byTime(before.count() + tuples.size(), ended);
        save();
        if (!unused.isEmpty()) {
            store.remove(unused);
        }
    }

    /** Drops what no later window contains. */
    private void dropPast(List<Long> unused) {
        long nextEnd = (after.count() / schedule.slide() + 1) * schedule.slide();
        while (!chunks.isEmpty() && (schedule.byCount() ? chunks.peek().end() <= nextEnd - schedule.length()
                : chunks.peek().millis() <= after.due() - schedule.length())) {
            unused.add(chunks.poll().transaction());
        }
    }

    private Position byCount(long count, Consumer<List<TridentTuple>> ended) {
        long end = (before.count() / schedule.slide() + 1) * schedule.slide();
        for (; end <= count; end += schedule.slide()) {
            List<TridentTuple> contents = new ArrayList<>();
            long from = Math.max(0, end - schedule.length());
            for (Chunk chunk : chunks) {
                if (chunk.end() > from && chunk.first() < end) {
                    int begin = (int) Math.max(0, from - chunk.first());
                    collect(chunk, begin, (int) Math.min(chunk.size(), end - chunk.first()), contents);
                }
            }
            ended.accept(contents);
        }
        return new Position(count, 0);
    }

    private Position byTime(long count, Consumer<List<TridentTuple>> ended) {
        long due = before.due();
        if (due == 0) {
            // The first window begins with the first tuples.
            return new Position(count, chunks.isEmpty() ? 0 : lastMillis + schedule.slide() - 1);
        }
        while (due <= lastMillis) {
            List<TridentTuple> contents = new ArrayList<>();
            boolean later = false;
            for (Chunk chunk : chunks) {
                if (chunk.millis() > due - schedule.length() && chunk.millis() <= due) {
                    collect(chunk, 0, chunk.size(), contents);
                }
                later |= chunk.millis() > due;
            }
            if (!contents.isEmpty()) {
                ended.accept(contents);
                due += schedule.slide();
            } else {
                // Over a long time without tuples, straight to the first end that is not past or has some again.
                long until = later ? firstAfter(due) : lastMillis;
                due += Math.max(1, (until - due + schedule.slide() - 1) / schedule.slide()) * schedule.slide();
            }
        }
        return new Position(count, due);
    }

    private long firstAfter(long due) {
        for (Chunk chunk : chunks) {
            if (chunk.millis() > due) {
                return chunk.millis();
            }
        }
        return due;
    }

    private void collect(Chunk chunk, int from, int to, List<TridentTuple> contents) {
        List<List<Object>> tuples = store.get(chunk.transaction());
        for (int i = from; i < to; i++) {
            contents.add(TridentTupleView.createFreshTuple(input, tuples.get(i)));
        }
    }
}
