// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.task.IBolt;
import tempest.worker.queue.Delivery;
import tempest.worker.stats.Totals;
import tempest.worker.tuple.TupleImpl;

/**
 * Runs the tasks of a bolt. A round executes what the inbox has, up to the pace's number of tuples, and then sends what these emitted
 * and acked. While something emitted finds no room, it takes no new tuples.
 */
public final class BoltExecutor extends ExecutorAgent {
    /** Tuples that take no longer may come in a row though others could take some of them meanwhile. */
    private static final long RUN_NANOS = 50_000;

    /** Roughly as many cache misses as a core has under way at once. */
    private static final int FETCHED_AHEAD = 16;
    private static final long ROOM_POLL_NANOS = 50_000;

    private final BoltTask[] tasks;
    private final Delivery delivery = new Delivery();
    /** Held by a foreign thread until what it emitted found room, so that the executor never waits for it. */
    private final ReentrantLock foreignLock = new ReentrantLock();
    private Lane foreignLane;
    /** Under the lock. Whether this executor was told to end because of it. */
    private boolean foreignFailed;
    private volatile boolean hasForeign;
    private volatile boolean foreignWaits;
    private volatile boolean ending;
    /** What is left of the last batch taken. */
    private TupleImpl[] batch;
    private int at;
    private int end;
    /** Up to where the batch was fetched into the cache. */
    private int fetched;
    @SuppressWarnings("unused") // keeps the compiler from leaving out what fetch() reads
    private int seen;
    private BoltTask batchTask;
    /** Tuples of the last round, if it did nothing else. */
    private int paced;
    private int taken;

    public BoltExecutor(String componentId, List<TaskPlan> plans, ExecutorSettings settings, Surroundings around, ExecutorShare share,
                        WaitStrategies waits) {
        super(componentId, plans, settings, around, share, waits);
        tasks = new BoltTask[plans.size()];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new BoltTask(plans.get(i), this);
        }
    }

    @Override
    void open() {
        for (BoltTask task : tasks) {
            task.prepare();
        }
    }

    @Override
    int round() {
        int work = enter();
        if (!lane.isEmpty()) {
            lane.flush();
        }
        boolean room = !hasForeign || flushForeign();
        int executed = 0;
        int quantum = room ? pace.quantum() : 0;
        while (executed < quantum && !lane.isBlocked() && (at < end || take())) {
            int stop = Math.min(end, at + quantum - executed);
            int first = at;
            while (at < stop && !lane.isBlocked()) {
                if (at >= fetched) {
                    fetch();
                }
                batchTask.execute(batch[at++]);
            }
            executed += at - first;
        }
        lane.flush();
        if (at == end) {
            batch = null;
        }
        if (executed > 0) {
            publish();
            worked();
        }
        taken = executed;
        // What commands took says nothing about tuples.
        paced = work > 0 ? 0 : executed;
        return work + executed;
    }

    /** Sends what foreign threads left; false while something they emitted finds no room. */
    private boolean flushForeign() {
        if (!foreignLock.tryLock()) {
            // Whoever has it sends it, and wakes us if it waited or left something.
            return !foreignWaits;
        }
        try {
            foreignLane.flush();
            return !foreignLane.isBlocked();
        } finally {
            foreignLock.unlock();
        }
    }

    /** Does something for a foreign thread at the lane that these share, sends it, and waits while there is no room. */
    <T> T foreign(Function<Lane, T> call) {
        boolean wake = false;
        foreignLock.lock();
        try {
            if (foreignLane == null) {
                foreignLane = newLane(this);
                hasForeign = true;
            }
            try {
                return call.apply(foreignLane);
            } finally {
                wake = sendForeign();
            }
        } finally {
            foreignLock.unlock();
            if (wake) {
                wake();
            }
        }
    }

    /** Whether the executor has to look at the lane once the lock is free. */
    private boolean sendForeign() {
        boolean waited = false;
        try {
            foreignLane.flush();
            while (foreignLane.isBlocked() && !ending && !Thread.currentThread().isInterrupted()) {
                waited = true;
                foreignWaits = true;
                LockSupport.parkNanos(this, ROOM_POLL_NANOS);
                foreignLane.flush();
            }
            if (ending && foreignLane.isBlocked()) {
                foreignLane.drop(); // As at the end, which is near: nobody waits for room any more, and it must not pile up.
            }
        } catch (RuntimeException | Error failure) {
            if (!foreignFailed) {
                foreignFailed = true;
                command(() -> dieOf(failure));
            }
            throw failure;
        } finally {
            foreignWaits = false;
            publish();
        }
        return waited || !foreignLane.isEmpty();
    }

    /** What does not leave its lane ends an executor, whichever thread met it first. */
    private static void dieOf(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    protected void onRoundCompleted(long begin, long end) {
        inbox.took(taken, end);
        if (paced > 0) {
            pace.done(paced, end - begin);
            inbox.takesInARow(pace.callsWithin(RUN_NANOS));
        }
    }

    /** Reads of each of the next tuples, which another core has made: so their cache misses overlap, where user code would meet them one by one. */
    private void fetch() {
        fetched = Math.min(end, at + FETCHED_AHEAD);
        int sum = 0;
        for (int i = at; i < fetched; i++) {
            sum += batch[i].getSourceTask();
        }
        seen = sum;
    }

    private boolean take() {
        if (!inbox.poll(delivery)) {
            return false;
        }
        batchTask = task(delivery.task());
        batch = delivery.tuples();
        at = 0;
        fetched = 0;
        // News about trees are for spouts: a root with this task's id was never made, so somebody sent garbage.
        end = batch == null ? 0 : delivery.count();
        return true;
    }

    private BoltTask task(int id) {
        return tasks[id - firstTask()];
    }

    @Override
    boolean holdsNothing() {
        return at >= end && lane.isEmpty();
    }

    /** Has each task execute a tuple between two rounds, in time even if the inbox is full. Any thread. */
    public void execute(IntFunction<TupleImpl> tupleOfTask) {
        commandIfRoom(() -> {
            for (BoltTask task : tasks) {
                task.execute(tupleOfTask.apply(task.id()));
            }
        });
    }

    /** Has something done for each of the users' bolts between two rounds. Any thread. */
    public void forEachBolt(Consumer<IBolt> action) {
        command(() -> {
            for (BoltTask task : tasks) {
                action.accept(task.bolt());
            }
        });
    }

    @Override
    void close() {
        giveUpRoom();
        for (BoltTask task : tasks) {
            try {
                task.cleanup();
            } catch (RuntimeException e) {
                log.warn("{}:{} failed in cleanup()", componentId(), task.id(), e);
            }
        }
    }

    @Override
    void closeLanes() {
        foreignLock.lock();
        try {
            if (foreignLane != null) {
                foreignLane.close();
            }
        } finally {
            foreignLock.unlock();
        }
    }

    @Override
    public void giveUpRoom() {
        ending = true;
    }

    @Override
    void refresh(int task, LoadMapping loads) {
        super.refresh(task, loads);
        task(task).refreshForeign(loads);
    }

    @Override
    void eventPercent(int task, double percent) {
        super.eventPercent(task, percent);
        task(task).foreignEventPercent(percent);
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
        return task(task).port().out;
    }
}
