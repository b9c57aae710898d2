// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work for a single owner: tasks of others, and timers. Anyone may call {@link #execute} and {@link #call}; everything else is the
 * owner's, which is whoever calls {@link #doWork}: a {@link MailboxThread}, or a test with a clock of its own. A task that fails with an
 * exception is logged and the next one runs; an {@link Error} is thrown to the owner, because what the task left undone is unknown.
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int BATCH = 1000;
    /** Callers mostly wait for their answers, so this is never reached unless the owner hangs; then execute fails. */
    private static final int CAPACITY = 1_000_000;

    private final Clock clock;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>(CAPACITY);
    /** What callers wait for. */
    private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long timersMade;
    private volatile boolean closed;

    public Mailbox(Clock clock) {
        this.clock = clock;
    }

    /** Adds a task; tasks run in order. Dropped once the mailbox is closed. */
    public void execute(Runnable task) {
        if (!closed) {
            tasks.add(task);
        }
    }

    /** Adds a task and promises its result; cancelled if the mailbox closes first. */
    public <T> CompletableFuture<T> call(Callable<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        unanswered.add(answer);
        answer.whenComplete((result, failure) -> unanswered.remove(answer));
        execute(() -> {
            try {
                answer.complete(task.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        if (closed) {
            answer.cancel(false);
        }
        return answer;
    }

    /** Owner only: runs a task once, after a delay. */
    public Timer after(long delayMillis, Runnable task) {
        return add(delayMillis, 0, task);
    }

    /** Owner only: runs a task again and again, the first time after one period. */
    public Timer every(long periodMillis, Runnable task) {
        if (periodMillis <= 0) {
            throw new IllegalArgumentException("a period of " + periodMillis + " ms would never rest");
        }
        return add(periodMillis, periodMillis, task);
    }

    private Timer add(long delayMillis, long periodMillis, Runnable task) {
        Timer timer = new Timer(clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis),
            TimeUnit.MILLISECONDS.toNanos(periodMillis), timersMade++, task);
        timers.add(timer);
        return timer;
    }

    /** Owner only: runs what is there and due, at most {@value #BATCH} tasks; never waits. Returns how many ran. An error passes through. */
    public int doWork() {
        int done = 0;
        for (Runnable task = tasks.poll(); task != null; task = done < BATCH ? tasks.poll() : null) {
            run(task);
            done++;
        }
        long now = clock.nanoTime();
        for (Timer timer = timers.peek(); timer != null && timer.due - now <= 0; timer = timers.peek()) {
            timers.poll();
            if (timer.cancelled) {
                continue;
            }
            if (timer.period > 0) {
                // Counted from now: after a long pause a timer fires once, not once for each period missed.
                timer.due = now + timer.period;
                timers.add(timer);
            }
            run(timer.task);
            done++;
        }
        return done;
    }

    /** Owner only: waits until there may be something to do. */
    void await(long atMostNanos) throws InterruptedException {
        Timer next = timers.peek();
        long wait = next == null ? atMostNanos : Math.min(atMostNanos, next.due - clock.nanoTime());
        if (wait > 0) {
            Runnable task = tasks.poll(clock.realNanos(wait), TimeUnit.NANOSECONDS);
            if (task != null) {
                run(task);
            }
        }
    }

    private void run(Runnable task) {
        if (closed) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task failed", e);
        }
    }

    /** Owner only: nothing runs any more, and the answers that callers wait for are cancelled. */
    public void close() {
        closed = true;
        tasks.clear();
        timers.clear();
        unanswered.forEach(answer -> answer.cancel(false));
    }

    /** A task that is due later. */
    public static final class Timer implements Comparable<Timer> {
        private final long order;
        private final long period;
        private final Runnable task;
        private long due;
        private boolean cancelled;

        private Timer(long due, long period, long order, Runnable task) {
            this.due = due;
            this.period = period;
            this.order = order;
            this.task = task;
        }

        /** Owner only. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.signum(due - other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
