// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What is to be emitted between two rounds: ticks, metrics reports, emits of threads other than a spout's. It waits while what the executor
 * emitted before finds no capacity, so that its outboxes stay bounded. Any thread adds; the executor's thread runs.
 */
final class DeferredEmits {
    /** The maximum number waiting. */
    static final int MOST = 1024;

    private final ConcurrentLinkedQueue<Emit> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();

    /** @param kind the kind of a periodic one; null if it must not be skipped because of another one */
    private record Emit(Object kind, Runnable action) { }

    /** False if too many wait already. */
    boolean offer(Runnable action) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            return false;
        }
        queue.add(new Emit(null, action));
        return true;
    }

    /**
     * Adds a periodic one, of which one is sufficient while the executor cannot emit.
     *
     * @param blocked whether it cannot emit at the moment: then it is skipped and counted if one of its kind waits already
     * @return false if it was skipped
     */
    boolean offerPeriodic(Object kind, Runnable action, boolean blocked) {
        boolean enough = blocked && queue.stream().anyMatch(one -> kind.equals(one.kind));
        if (enough || waiting.incrementAndGet() > MOST) {
            if (!enough) {
                waiting.decrementAndGet();
            }
            skipped.incrementAndGet();
            return false;
        }
        queue.add(new Emit(kind, action));
        return true;
    }

    /** Runs what waits as long as there is capacity; returns how many. Called by the executor's thread. */
    int run(BooleanSupplier hasCapacity) {
        int run = 0;
        while (run < MOST && hasCapacity.getAsBoolean()) {
            Emit next = queue.poll();
            if (next == null) {
                break;
            }
            waiting.decrementAndGet();
            next.action.run();
            run++;
        }
        return run;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** How many periodic ones were skipped since the last call. */
    int takeSkipped() {
        return skipped.getAndSet(0);
    }
}
