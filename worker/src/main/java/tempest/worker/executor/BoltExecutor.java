// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.task.IBolt;
import tempest.cluster.SystemTopology;
import tempest.worker.queue.Envelope;
import tempest.worker.stats.Totals;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/**
 * Runs the tasks of a bolt. A round executes what the inbox has, up to the budget's number of tuples, and then sends what these emitted and
 * acked. While anything emitted finds no capacity, it polls no new tuples.
 */
public final class BoltExecutor extends ExecutorAgent {
    /** Tuples that take no longer may be sent to it in a burst although other tasks could execute some of them meanwhile. */
    private static final long RUN_NANOS = 50_000;

    /** A call is stuck after this time also where trees may take longer. */
    private static final long LONGEST_CALL_NANOS = TimeUnit.MINUTES.toNanos(5);
    /** About as many cache misses as a core can have outstanding at once. */
    private static final int FETCHED_AHEAD = 16;

    private final BoltTask[] tasks;
    private final Envelope envelope = new Envelope();
    /** Held by an off-executor thread until what it emitted found capacity, so that the executor never waits for it. */
    private final ReentrantLock asyncLock = new ReentrantLock();
    private Emitter asyncEmitter;
    /** Guarded by the lock. Whether this executor was ended because of it. */
    private boolean asyncFailed;
    private volatile boolean hasAsync;
    private volatile boolean asyncWaits;
    private volatile boolean asyncHolds;
    /** What is left of the last batch polled. */
    private TupleImpl[] batch;
    private int at;
    private int end;
    /** Up to where the batch was prefetched into the cache. */
    private int fetched;
    @SuppressWarnings("unused") // keeps the compiler from removing what fetch() reads
    private int seen;
    private BoltTask batchTask;
    /** Tuples of the last round, if it did nothing else. */
    private int budgeted;
    private int taken;
    /** Null but for the store of dead letters. */
    private final ReplayedLetters replays;

    public BoltExecutor(String componentId, List<TaskPlan> plans, ExecutorSettings settings, WorkerContext worker, ExecutorShare share,
                        WaitStrategies waits) {
        super(componentId, plans, settings, worker, share, waits);
        tasks = new BoltTask[plans.size()];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new BoltTask(plans.get(i), this);
        }
        replays = !componentId.equals(SystemTopology.DEAD_LETTER_STORE) ? null
            : new ReplayedLetters(firstTask(), settings.timeoutNanos(), worker.seeds().next().nextInt(), emitter);
    }

    @Override
    void open() {
        for (BoltTask task : tasks) {
            task.prepare();
        }
    }

    /** A call that takes longer than a tree may: its tuples time out, and nothing else would tell why. */
    @Override
    protected long stuckNanos() {
        return Math.min(settings.timeoutNanos(), LONGEST_CALL_NANOS);
    }

    @Override
    protected void onStuck(long nanos, StackTraceElement[] stack) {
        BoltTask running = batchTask;
        int task = running == null ? firstTask() : running.id();
        worker.failures().errors().report(componentId(), task, new StuckCallException(task, TimeUnit.NANOSECONDS.toSeconds(nanos), stack));
    }

    @Override
    int round() {
        int work = enter();
        boolean hasCapacity = !hasAsync || flushAsync();
        int executed = 0;
        int most = hasCapacity ? budget.maxCalls() : 0;
        while (executed < most && !emitter.isBlocked() && (executed == 0 || !isRoundLong()) && (at < end || take())) {
            executed += executeUpTo(Math.min(end, at + most - executed));
        }
        emitter.flush();
        if (at == end) {
            batch = null;
        }
        if (executed > 0) {
            publish();
            worked();
        }
        taken = executed;
        // The time that commands needed says nothing about tuples.
        budgeted = work > 0 ? 0 : executed;
        return work + executed;
    }

    /** Executes at least one tuple of the batch, if there is one; returns how many. */
    private int executeUpTo(int stop) {
        int first = at;
        while (at < stop && !emitter.isBlocked() && (at == first || !isRoundLong())) {
            if (at >= fetched) {
                fetch();
            }
            batchTask.execute(batch[at++]);
        }
        return at - first;
    }

    /** Sends what other threads emitted and left unsent; false while anything they emitted finds no capacity. */
    private boolean flushAsync() {
        if (!asyncLock.tryLock()) {
            // The thread that has the lock sends it, and wakes this executor if it waited or left something unsent.
            return !asyncWaits;
        }
        try {
            asyncEmitter.flush();
            asyncHolds = !asyncEmitter.isEmpty();
            return !asyncEmitter.isBlocked();
        } finally {
            asyncLock.unlock();
        }
    }

    /** Runs an action with the emitter that off-executor threads share, sends the result, and waits while there is no capacity. */
    <T> T async(Function<Emitter, T> call) {
        boolean wake = false;
        asyncLock.lock();
        try {
            if (asyncEmitter == null) {
                asyncEmitter = newEmitter(this);
                hasAsync = true;
            }
            try {
                return call.apply(asyncEmitter);
            } finally {
                wake = sendAsync();
            }
        } finally {
            asyncLock.unlock();
            if (wake) {
                wake();
            }
        }
    }

    /** Whether the executor has to flush the emitter once the lock is free. */
    private boolean sendAsync() {
        boolean waited = false;
        boolean interrupted = false;
        try {
            asyncEmitter.flush();
            while ((asyncEmitter.isBlocked() || asyncEmitter.isCycleBlocked()) && !isEnding()) {
                waited = true;
                // In a cycle the bolt must go on: that is what empties it.
                asyncWaits = asyncEmitter.isBlocked();
                interrupted |= Thread.interrupted(); // Or it would not wait, and what it emits would pile up.
                worker.timing().threadClock().park(this, CAPACITY_POLL_NANOS);
                asyncEmitter.flush();
            }
            if (isEnding() && asyncEmitter.isBlocked()) {
                asyncEmitter.drop(); // As at the end, which is near: no thread waits for capacity any more, and nothing must pile up.
            }
        } catch (RuntimeException | Error failure) {
            if (!asyncFailed) {
                asyncFailed = true;
                command(() -> failWith(failure));
            }
            throw failure;
        } finally {
            asyncWaits = false;
            asyncHolds = !asyncEmitter.isEmpty();
            publish();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return waited || !asyncEmitter.isEmpty();
    }

    @Override
    protected void onRoundCompleted(long begin, long end) {
        inbox.took(taken, end);
        if (budgeted > 0) {
            budget.completed(budgeted, end - begin, emitter.immediateNanos());
            inbox.takesBursts(budget.callsWithin(RUN_NANOS));
        }
    }

    /**
     * Reads each of the next tuples and of their first values, which another core wrote: so their cache misses overlap, where user code would meet them
     * one by one.
     */
    private void fetch() {
        fetched = Math.min(end, at + FETCHED_AHEAD);
        int sum = 0;
        for (int i = at; i < fetched; i++) {
            sum += batch[i].getSourceTask();
        }
        for (int depth = 1; depth <= TupleImpl.FETCH_DEPTH; depth++) {
            for (int i = at; i < fetched; i++) {
                sum += batch[i].fetch(depth);
            }
        }
        seen = sum;
    }

    private boolean take() {
        if (!inbox.poll(envelope)) {
            return false;
        }
        batchTask = task(envelope.task());
        batch = envelope.tuples();
        at = 0;
        fetched = 0;
        if (batch == null && replays != null) {
            replays.apply(envelope, worker.timing().clock().nanoTime());
        }
        // Other acks are for spouts: no root with this task's id was ever created, so the sender is broken.
        end = batch == null ? 0 : envelope.count();
        return true;
    }

    private BoltTask task(int id) {
        return tasks[id - firstTask()];
    }

    @Override
    boolean holdsNothing() {
        return at >= end && emitter.isEmpty() && !asyncHolds;
    }

    /** Makes each task execute a tick between two rounds, on time even if the inbox is full. Any thread. */
    public void tick(IntFunction<TupleImpl> tupleOfTask) {
        deferPeriodic("tick", () -> {
            for (BoltTask task : tasks) {
                task.execute(tupleOfTask.apply(task.id()));
            }
        });
    }

    /**
     * Hands a dead letter to its bolt again; for the store of dead letters. Any thread.
     *
     * @return false if too many wait already
     */
    public boolean replay(long letter, int target, StreamSource source, int sourceTask, List<Object> values, ReplayListener listener) {
        return defer(() -> replays.replay(letter, target, source, sourceTask, values, worker.timing().clock().nanoTime(), listener));
    }

    /** Ends replays that are not complete in time; for the store of dead letters. Any thread. */
    public void expireReplays() {
        command(() -> replays.expire(worker.timing().clock().nanoTime()));
    }

    /** Runs an action for each of the users' bolts between two rounds. Any thread. */
    public void forEachBolt(Consumer<IBolt> action) {
        command(() -> {
            for (BoltTask task : tasks) {
                action.accept(task.bolt());
            }
        });
    }

    @Override
    void close() {
        stopWaiting();
        for (BoltTask task : tasks) {
            try {
                task.cleanup();
            } catch (RuntimeException e) {
                log.warn("{}:{} failed in cleanup()", componentId(), task.id(), e);
            }
        }
    }

    @Override
    void closeEmitters() {
        asyncLock.lock();
        try {
            if (asyncEmitter != null) {
                asyncEmitter.close();
            }
        } finally {
            asyncLock.unlock();
        }
    }

    @Override
    void refresh(int task, LoadMapping loads) {
        super.refresh(task, loads);
        task(task).refreshAsync(loads);
    }

    @Override
    void eventPercent(int task, double percent) {
        super.eventPercent(task, percent);
        task(task).asyncEventPercent(percent);
    }

    @Override
    public void addTo(Totals totals) {
        for (BoltTask task : tasks) {
            task.addTo(totals);
        }
    }

    @Override
    void addTo(int task, Totals totals) {
        task(task).addTo(totals);
    }

    @Override
    TaskOutput output(int task) {
        return task(task).emitter().out;
    }
}
