// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.policy.IWaitStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.worker.agent.Agent;
import tempest.worker.link.Wakeable;
import tempest.worker.queue.Inbox;
import tempest.worker.stats.TaskMetrics;
import tempest.worker.stats.Totals;

/**
 * What spout and bolt executors have in common: an inbox, an emitter, and a mailbox for the control plane's commands, which are run between
 * two rounds. All methods are for the agent's current thread unless they say "any thread".
 */
public abstract class ExecutorAgent extends Agent {
    /** The most commands run in one round, so that it stays bounded. */
    private static final int MAX_COMMANDS = 1024;
    /**
     * The number of sends that are flushed immediately in a call that may block; what it emits beyond that is sent at the watchdog's next
     * check.
     */
    private static final int IMMEDIATE_SENDS = 16;
    /** How often another thread that waits for capacity retries. */
    static final long CAPACITY_POLL_NANOS = 50_000;

    final Logger log = LoggerFactory.getLogger(getClass());
    final WorkerContext worker;
    final ExecutorSettings settings;
    final Inbox inbox;
    final Emitter emitter;
    final RoundBudget budget;
    private final String componentId;
    private final int firstTask;
    private final int lastTask;
    private final ErrorThrottle throttle;
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final DeferredEmits deferred = new DeferredEmits();
    private final CountDownLatch started = new CountDownLatch(1);
    private final ExecutorShare share;
    private final WaitStrategies waits;
    private MetricsReport report;
    /**
     * The thread that runs it at the moment, or null. Plain, because only the thread that wrote it can read itself here. It is cleared at the
     * end of a round, since a thread that continues with other agents counts as another thread to this one.
     */
    private Thread owner;
    private volatile boolean idlesItself;
    /** Set by the watchdog, so that the round ends after the current call. */
    private volatile boolean roundIsLong;
    private volatile boolean failedElsewhere;
    private volatile boolean ending;
    private int idleCount;
    /** When something it emitted was first refused; 0 while nothing is. */
    private volatile long blockedSince;
    private volatile long blockedNanos;
    private long skippedEmits;

    /**
     */
    ExecutorAgent(String componentId, List<TaskPlan> plans, ExecutorSettings settings, WorkerContext worker, ExecutorShare share,
                  WaitStrategies waits) {
        this.componentId = componentId;
        this.worker = worker;
        this.settings = settings;
        budget = isSource() ? new RoundBudget(settings.roundCalls()) : new RoundBudget();
        this.share = share;
        this.waits = waits;
        firstTask = plans.get(0).task();
        lastTask = plans.get(plans.size() - 1).task();
        throttle = new ErrorThrottle(settings.errorIntervalNanos(), settings.maxErrors());
        inbox = new Inbox(settings.inboxTuples(), this, stop -> {
            for (int task = firstTask; task <= lastTask; task++) {
                worker.remote().congestion().congestion(task, stop);
            }
        });
        emitter = newEmitter(this);
    }

    final Emitter newEmitter(Wakeable owner) {
        return new Emitter(worker, owner, target -> worker.routing().cyclic().test(componentId, worker.routing().componentOf().apply(target)));
    }

    /** Sets which host and port metrics reports name; before it starts. */
    public final void reportsAs(StormMetricRegistry registry, String host, int port) {
        report = new MetricsReport(this, registry, host, port);
    }

    public final String componentOf(int task) {
        return worker.routing().componentOf().apply(task);
    }

    public final String componentId() {
        return componentId;
    }

    public final int firstTask() {
        return firstTask;
    }

    public final int lastTask() {
        return lastTask;
    }

    /** Any thread. */
    public final Inbox inbox() {
        return inbox;
    }

    /** A task's registered metrics: time bucket in seconds, task, name. */
    public final Map<Integer, Map<Integer, Map<String, IMetric>>> registeredMetrics() {
        return share.metrics();
    }

    /** Counted down once the tasks were opened or prepared, or failed to. Any thread may wait for it. */
    public final CountDownLatch started() {
        return started;
    }

    /** How it waits. */
    public final WaitStrategies waits() {
        return waits;
    }

    /** Whether it has no pending work. Any thread; exact only while nothing is sent to it. */
    public final boolean isQuiet() {
        return (isIdle() || idlesItself) && inbox.isEmpty() && commands.isEmpty() && deferred.isEmpty() && holdsNothing();
    }

    abstract boolean holdsNothing();

    /** Adds the current totals of all tasks. Any thread. */
    public abstract void addTo(Totals totals);

    /** Adds the current totals of one task. */
    abstract void addTo(int task, Totals totals);

    abstract TaskOutput output(int task);

    /** Runs a command of the control plane between two rounds, even while nothing can be emitted. Any thread. */
    final void command(Runnable command) {
        commands.add(command);
        wake();
    }

    /** Emits something between two rounds, when there is capacity. Any thread; false if too much waits already. */
    final boolean defer(Runnable emit) {
        boolean taken = deferred.offer(emit);
        wake();
        return taken;
    }

    /**
     * Emits something periodic between two rounds: while there is no capacity, one of each kind waits and the others are skipped and counted.
     * Any thread.
     */
    final void deferPeriodic(Object kind, Runnable emit) {
        if (deferred.offerPeriodic(kind, emit, blockedSince != 0)) {
            wake();
        }
    }

    /** Ticks and reports skipped so far, because they fell due while what was emitted before found no capacity. */
    final long skippedEmits() {
        return skippedEmits;
    }

    /** Passes loads to the groupings that use them. Any thread. */
    public final void refreshLoads(LoadMapping loads) {
        if (!output(firstTask).wantsLoads()) {
            return;
        }
        command(() -> {
            for (int task = firstTask; task <= lastTask; task++) {
                refresh(task, loads);
            }
        });
    }

    /**
     * Reports the metrics of a time bucket to the metrics consumers: those registered with it, or those that the engine itself counted. Any
     * thread.
     */
    public final void reportMetrics(int bucketSecs) {
        deferPeriodic("registered metrics " + bucketSecs, () -> report.registered(bucketSecs));
    }

    /** Reports to the metrics consumers what the tasks did since the last time. Any thread. */
    public final void reportCounts(int bucketSecs) {
        deferPeriodic("counts", () -> report.builtIn(bucketSecs));
    }

    /** Reports the metrics of the second API. Any thread. */
    public final void reportRegistry(int intervalSecs) {
        deferPeriodic("metrics of the second API", () -> report.secondApi(intervalSecs));
    }

    /** Sends this percentage of what is emitted to the event logger, 0 to 100. Any thread. */
    public final void eventPercent(double percent) {
        command(() -> {
            for (int task = firstTask; task <= lastTask; task++) {
                eventPercent(task, percent);
            }
        });
    }

    void refresh(int task, LoadMapping loads) {
        output(task).refresh(loads);
    }

    void eventPercent(int task, double percent) {
        output(task).eventPercent(percent);
    }

    /** Ends the waits for capacity of other threads, because the executors are about to end. Any thread. */
    public final void stopWaiting() {
        ending = true;
    }

    final boolean isEnding() {
        return ending;
    }

    @Override
    protected final int doWork() {
        owner = Thread.currentThread();
        if (roundIsLong) {
            roundIsLong = false;
        }
        emitter.sendImmediately(budget.isOfSlowCalls() ? IMMEDIATE_SENDS : 0);
        try {
            return round();
        } finally {
            owner = null;
        }
    }

    /** Whether a round that has more to do is to end after the current call. */
    final boolean isRoundLong() {
        return roundIsLong;
    }

    @Override
    protected final boolean mayBlock() {
        return budget.isOfSlowCalls();
    }

    @Override
    protected final void onLongRound() {
        if (failedElsewhere) {
            return; // What was sent before the failure would be sent again.
        }
        roundIsLong = true;
        try {
            emitter.flushSoFar();
        } catch (RuntimeException | Error failure) {
            if (!failedElsewhere) {
                failedElsewhere = true;
                command(() -> failWith(failure));
            }
        }
    }

    /** A tuple that cannot be sent ends the executor, whichever thread found that first. */
    static void failWith(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** The work of {@link #doWork}. */
    abstract int round();

    /** The beginning of a round: commands, and deferred emits if there is capacity. Returns how many were run. */
    final int enter() {
        if (!emitter.isEmpty()) {
            emitter.flush();
        }
        if (hasCapacity() != (blockedSince == 0)) {
            noteBlocked();
        }
        int run = 0;
        Runnable command;
        while (run < MAX_COMMANDS && (command = commands.poll()) != null) {
            command.run();
            run++;
        }
        return deferred.isEmpty() ? run : run + deferred.run(this::hasCapacity);
    }

    /** Whether what was emitted before found capacity, also in a cycle. */
    private boolean hasCapacity() {
        return !emitter.isBlocked() && !emitter.isCycleBlocked();
    }

    private void noteBlocked() {
        long now = worker.timing().threadClock().nanoTime() | 1;
        long since = blockedSince;
        if (since == 0) {
            blockedSince = now;
        } else {
            blockedNanos += now - blockedSince;
            blockedSince = 0;
            int skipped = deferred.takeSkipped();
            if (skipped > 0) {
                skippedEmits += skipped;
                log.info("{} could not emit for {} ms; {} ticks or reports that fell due meanwhile are skipped", roleName(),
                    TimeUnit.NANOSECONDS.toMillis(now - since), skipped);
            }
        }
    }

    /** How long it was blocked because a receiver's inbox was full, precise to a round. Any thread. */
    public final long blockedNanos() {
        long since = blockedSince;
        return blockedNanos + (since == 0 ? 0 : Math.max(0, worker.timing().threadClock().nanoTime() - since));
    }

    /** Sets which share of trees is traced, in percent. Any thread. */
    public final void trace(double percent) {
        for (int task = firstTask; task <= lastTask; task++) {
            metrics(task).traces.rate(percent);
        }
    }

    /** A task's metrics beyond its streams' counters. Any thread; published once a round. */
    public final TaskMetrics metrics(int task) {
        return output(task).metrics;
    }

    /** The end of a round: makes the counters visible to readers. */
    static void publish() {
        VarHandle.releaseFence();
    }

    final boolean isOwnThread() {
        return Thread.currentThread() == owner;
    }

    @Override
    protected final void onStart() {
        owner = Thread.currentThread();
        try {
            emitter.sendImmediately(IMMEDIATE_SENDS);
            // What was received before, such as credentials, reaches the components before they are opened.
            enter();
            open();
            share.opened().set(true);
            emitter.flush();
        } finally {
            owner = null;
        }
        started.countDown();
    }

    /** Opens or prepares the tasks. */
    abstract void open();

    @Override
    protected final void onClose() {
        owner = Thread.currentThread();
        try {
            close();
            emitter.flush();
        } finally {
            int dropped = emitter.close();
            if (dropped > 0) {
                log.info("{} stops with {} tuples that found no capacity", roleName(), dropped);
            }
            closeEmitters();
            inbox.abandon();
            owner = null;
        }
    }

    /** Closes the emitter of other threads. */
    void closeEmitters() {
        // Only bolts have one.
    }

    /** Closes the tasks, even if one of them throws. */
    abstract void close();

    @Override
    protected final String roleName() {
        return componentId + "-executor[" + firstTask + " " + lastTask + "]";
    }

    @Override
    protected final boolean idleItself() {
        IWaitStrategy strategy = emitter.isBlocked() ? waits.forCapacity() : waits.forWork();
        if (strategy == null) {
            return false;
        }
        idlesItself = true;
        try {
            idleCount = strategy.idle(idleCount);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            idlesItself = false;
        }
        return true;
    }

    /** There was work: a user's wait strategy starts from the beginning. */
    final void worked() {
        idleCount = 0;
    }

    @Override
    protected final void onError(Throwable failure) {
        try {
            worker.failures().errors().report(componentId, firstTask, failure);
            worker.failures().deaths().accept(componentId, failure);
        } finally {
            // Who waits for the start must find the failure.
            started.countDown();
        }
    }

    /** Passes on an error of user code, unless there were too many. Any thread. */
    final void reportError(int task, Throwable error) {
        log.error("{}:{} reports an error", componentId, task, error);
        if (throttle.allows(worker.timing().threadClock().nanoTime())) {
            worker.failures().errors().report(componentId, task, error);
        }
    }
}
