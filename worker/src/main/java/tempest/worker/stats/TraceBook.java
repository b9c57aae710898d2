// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tempest.cluster.Clock;
import tempest.worker.tuple.TupleImpl;

/**
 * A task's records of traced trees. Whether a tree is traced depends only on its root's id, so that all workers pick the same trees without
 * communication. The task's threads record, the thread that reads statistics drains; everything is bounded, and what finds no capacity is
 * dropped.
 */
public final class TraceBook {
    private static final int MOST_OPEN = 256;
    private static final int MOST_TOLD = 1024;
    /** A tuple that is not settled for this long is reported as open. */
    private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long NONE = -1;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Clock clock;
    private final Map<TupleImpl, Hop> open = new ConcurrentHashMap<>();
    private final ArrayBlockingQueue<Hop> hops = new ArrayBlockingQueue<>(MOST_TOLD);
    private final ArrayBlockingQueue<Root> roots = new ArrayBlockingQueue<>(MOST_TOLD);
    /** A root is traced if its mixed id is not above this. */
    private volatile long limit = NONE;
    private volatile long epochMicros;

    /** How a tree or a tuple ended. */
    public enum End { OPEN, COMPLETE, FAILED, TIMED_OUT }

    /** A tree that ended; times are microseconds since the epoch. */
    public record Root(long root, String stream, String messageId, long emittedMicros, long endedMicros, End end) { }

    /** A tuple of a traced tree at its bolt; guarded by itself until it is reported. */
    public static final class Hop {
        private final TupleImpl tuple;
        private final long begunNanos;
        private long executedNanos;
        private long settledNanos;
        private End end = End.OPEN;

        Hop(TupleImpl tuple, long begunNanos) {
            this.tuple = tuple;
            this.begunNanos = begunNanos;
        }

        public TupleImpl tuple() {
            return tuple;
        }

        public End end() {
            return end;
        }
    }

    public TraceBook(Clock clock) {
        this.clock = clock;
    }

    /** Sets which percentage of trees is traced; 0 turns tracing off. Any thread. */
    public void rate(double percent) {
        epochMicros = TimeUnit.MILLISECONDS.toMicros(clock.millis()) - TimeUnit.NANOSECONDS.toMicros(clock.nanoTime());
        limit = percent <= 0 ? NONE : percent >= 100 ? Long.MAX_VALUE : (long) (percent / 100 * Long.MAX_VALUE);
        if (percent <= 0) {
            open.clear();
        }
    }

    public boolean isOn() {
        return limit != NONE;
    }

    /** Whether the tree of this root is traced. */
    public boolean picks(long root) {
        return limit != NONE && mix(root) <= limit;
    }

    /** Whether a tuple belongs to a traced tree. */
    public boolean picks(TupleImpl tuple) {
        if (limit == NONE) {
            return false;
        }
        for (int i = tuple.anchorCount() - 1; i >= 0; i--) {
            if (picks(tuple.root(i))) {
                return true;
            }
        }
        return false;
    }

    private static long mix(long root) {
        long mixed = (root ^ root >>> 32) * MIX;
        return (mixed ^ mixed >>> 29) >>> 1;
    }

    /** A bolt starts executing a tuple that {@link #picks} picks. */
    public void begun(TupleImpl tuple) {
        if (open.size() < MOST_OPEN) {
            open.put(tuple, new Hop(tuple, clock.nanoTime()));
        }
    }

    /** A bolt's execute has returned. */
    public void executed(TupleImpl tuple) {
        Hop hop = open.get(tuple);
        if (hop != null) {
            synchronized (hop) {
                hop.executedNanos = clock.nanoTime();
                tellIfOver(hop);
            }
        }
    }

    /** A bolt has acked or failed a tuple, within execute or later, on any thread. */
    public void settled(TupleImpl tuple, End end) {
        Hop hop = open.get(tuple);
        if (hop != null) {
            synchronized (hop) {
                hop.settledNanos = clock.nanoTime();
                hop.end = end;
                tellIfOver(hop);
            }
        }
    }

    private void tellIfOver(Hop hop) {
        if (hop.settledNanos != 0 && hop.executedNanos != 0 && open.remove(hop.tuple) != null) {
            hops.offer(hop);
        }
    }

    /** A spout's traced tree has ended; times are by the worker's clock. */
    public void ended(long root, String stream, Object messageId, long emittedNanos, long endedNanos, End end) {
        if (roots.remainingCapacity() > 0) {
            roots.offer(new Root(root, stream, FailureSamples.text(messageId), micros(emittedNanos), micros(endedNanos), end));
        }
    }

    /** Removes and passes on trees that ended since the last call, up to a limit. */
    public void takeRoots(List<? super Root> taken, int most) {
        roots.drainTo(taken, most);
    }

    /** Removes and passes on tuples that were settled since the last call, up to a limit, and those that have been open for very long. */
    public void takeHops(Consumer<Hop> taker, int most) {
        long now = clock.nanoTime();
        for (Hop hop : open.values()) {
            if (now - hop.begunNanos > OPEN_NANOS && open.remove(hop.tuple) != null) {
                hops.offer(hop);
            }
        }
        Hop hop;
        for (int i = 0; i < most && (hop = hops.poll()) != null; i++) {
            synchronized (hop) {
                taker.accept(hop);
            }
        }
    }

    /** Microseconds since the epoch at which the bolt started with it. */
    public long begunMicros(Hop hop) {
        return micros(hop.begunNanos);
    }

    /** The same for the end of execute; 0 if that was not recorded. */
    public long executedMicros(Hop hop) {
        return hop.executedNanos == 0 ? 0 : micros(hop.executedNanos);
    }

    /** The same for the ack or failure; 0 if there was none. */
    public long settledMicros(Hop hop) {
        return hop.settledNanos == 0 ? 0 : micros(hop.settledNanos);
    }

    private long micros(long nanos) {
        return epochMicros + TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
