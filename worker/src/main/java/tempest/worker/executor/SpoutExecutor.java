// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.storm.spout.ISpout;
import tempest.worker.queue.Envelope;
import tempest.worker.stats.Totals;

/**
 * Runs the tasks of a spout. A round first drains acks, then fails the trees that timed out, then asks for new tuples, up to the budget's
 * number of calls. It continues to drain acks while it may not emit: because it is not active, too many trees are pending, something emitted
 * found no capacity, or a cycle in the worker is full.
 */
public final class SpoutExecutor extends ExecutorAgent {
    /** Polls that a spout without tuples gets in immediate succession. */
    private static final int EAGER_POLLS = 16;
    private static final long FIRST_POLL_NANOS = 10_000;
    private static final long STRAIN_POLL_NANOS = 1_000_000;
    /** A thread that calls in may hold a lock that nextTuple() waits for, so it must not wait for ever. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SpoutTask[] tasks;
    private final Envelope envelope = new Envelope();
    private long now;
    private boolean active;
    private boolean drainedAll;
    private int emptyPolls;
    /** Whether to poll again soon without being woken. */
    private boolean polls;

    public SpoutExecutor(String componentId, List<TaskPlan> plans, ExecutorSettings settings, WorkerContext worker, ExecutorShare share,
                         WaitStrategies waits) {
        super(componentId, plans, settings, worker, share, waits);
        tasks = new SpoutTask[plans.size()];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new SpoutTask(plans.get(i), this);
        }
    }

    @Override
    void open() {
        now = worker.timing().clock().nanoTime();
        for (SpoutTask task : tasks) {
            task.open();
        }
    }

    /** Activates or deactivates the spouts. Any thread. */
    public void active(boolean wanted) {
        command(() -> {
            if (wanted == active) {
                return;
            }
            active = wanted;
            emptyPolls = 0;
            for (SpoutTask task : tasks) {
                if (wanted) {
                    task.spout().activate();
                } else {
                    task.spout().deactivate();
                }
            }
        });
    }

    /**
     * Sends what another thread emits between two rounds; waits while too many such emits are pending.
     *
     * @throws IllegalStateException if the wait timed out
     */
    void deferFromOtherThread(int task, Runnable emit) {
        long end = worker.timing().threadClock().nanoTime() + LONGEST_WAIT_NANOS;
        while (!defer(emit)) {
            if (isEnding() || Thread.currentThread().isInterrupted() || worker.timing().threadClock().nanoTime() - end >= 0) {
                throw new IllegalStateException("spout " + componentId() + ":" + task + " has " + DeferredEmits.MOST
                    + " emits of other threads waiting, and nextTuple() does not return or what was emitted finds no capacity;"
                    + " emit in nextTuple()");
            }
            worker.timing().threadClock().park(this, CAPACITY_POLL_NANOS);
        }
    }

    /** Runs an action for each of the users' spouts between two rounds. Any thread. */
    public void forEachSpout(Consumer<ISpout> action) {
        command(() -> {
            for (SpoutTask task : tasks) {
                action.accept(task.spout());
            }
        });
    }

    /** The worker's clock as last read. */
    long now() {
        return now;
    }

    /** Reads the worker's clock. */
    long readClock() {
        now = worker.timing().clock().nanoTime();
        return now;
    }

    /** Whether each emit reads the clock, because a call may take long before or after it. */
    boolean readsClockAtEmits() {
        return budget.isOfSlowCalls();
    }

    @Override
    int round() {
        // Acks that arrived before this time are drained before anything expires by it.
        long begin = readClock();
        int work = enter();
        work += drainAcks();
        if (drainedAll) {
            for (SpoutTask task : tasks) {
                work += task.expire(begin);
            }
        }
        work += emit();
        for (SpoutTask task : tasks) {
            task.emitted(begin);
        }
        emitter.flush();
        for (SpoutTask task : tasks) {
            task.publish();
        }
        publish();
        if (work > 0) {
            worked();
        }
        return work;
    }

    /** Drains the envelopes that are in the inbox now, so that senders that continue cannot keep this spout from emitting. */
    private int drainAcks() {
        int drained = 0;
        long left = inbox.batches();
        for (; left > 0 && inbox.poll(envelope); left--) {
            // Tuples are for bolts: a spout cannot subscribe to a stream.
            if (envelope.kind() != null) {
                tasks[envelope.task() - firstTask()].apply(envelope);
            }
            drained++;
        }
        // A sender that lost its processor before it published holds back those after it; it wakes us when it goes on.
        drainedAll = left == 0;
        return drained;
    }

    private int emit() {
        boolean cycleBlocked = worker.cycles().isOn();
        polls = cycleBlocked && active;
        if (!active || cycleBlocked || emitter.isBlocked()) {
            return 0;
        }
        long begin = worker.timing().threadClock().nanoTime();
        int most = budget.maxCalls();
        int calls = 0;
        boolean any = true;
        boolean may = false;
        while (any && calls < most && !emitter.isBlocked() && (calls == 0 || !isRoundLong())) {
            any = false;
            may = false;
            for (SpoutTask task : tasks) {
                if (task.mayEmit()) {
                    may = true;
                    any |= task.next();
                }
            }
            calls += may ? 1 : 0;
        }
        budget.completed(calls, worker.timing().threadClock().nanoTime() - begin, emitter.immediateNanos());
        polls = may && !any;
        emptyPolls = !polls ? 0 : calls > 1 ? 1 : emptyPolls + 1;
        // A round that ends because there were no tuples is not repeated immediately.
        return any ? calls : 0;
    }

    @Override
    protected boolean isSource() {
        return true;
    }

    @Override
    protected long nanosToNextRound() {
        long idle = UNTIL_WOKEN;
        for (SpoutTask task : tasks) {
            idle = Math.min(idle, task.untilExpiry(now));
        }
        if (polls) {
            idle = Math.min(idle, worker.cycles().isOn() ? STRAIN_POLL_NANOS : pollPause());
        }
        return idle == UNTIL_WOKEN ? idle : worker.timing().clock().realNanos(idle);
    }

    private long pollPause() {
        if (emptyPolls <= EAGER_POLLS) {
            return 0;
        }
        int doublings = Math.min(20, emptyPolls - EAGER_POLLS);
        return Math.min(waits().emptyPollNanos(), FIRST_POLL_NANOS << doublings);
    }

    @Override
    boolean holdsNothing() {
        return emitter.isEmpty();
    }

    @Override
    void close() {
        for (SpoutTask task : tasks) {
            try {
                task.close();
            } catch (RuntimeException e) {
                log.warn("{}:{} failed in close()", componentId(), task.id(), e);
            }
        }
    }

    @Override
    public void addTo(Totals totals) {
        for (SpoutTask task : tasks) {
            task.addTo(totals);
        }
    }

    @Override
    void addTo(int task, Totals totals) {
        tasks[task - firstTask()].addTo(totals);
    }

    /** Open trees as of the last round. Any thread. */
    public long pending() {
        long pending = 0;
        for (SpoutTask task : tasks) {
            pending += task.pendingCount();
        }
        return pending;
    }

    @Override
    TaskOutput output(int task) {
        return tasks[task - firstTask()].output();
    }
}
