// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.policy.IWaitStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.worker.agent.Agent;
import tempest.worker.link.Waiter;
import tempest.worker.queue.Inbox;
import tempest.worker.stats.TaskVitals;
import tempest.worker.stats.Totals;

/**
 * What spout and bolt executors have in common: an inbox, a lane, and a mailbox for the control plane's commands, which are run
 * between two rounds. All methods are for the agent's current thread unless they say "any thread".
 */
public abstract class ExecutorAgent extends Agent {
    /** Commands that may wait; a tick that finds so many is dropped, for the executor does not keep up with ticks. */
    private static final int MAX_COMMANDS = 1024;

    final Logger log = LoggerFactory.getLogger(getClass());
    final Surroundings around;
    final ExecutorSettings settings;
    final Inbox inbox;
    final Lane lane;
    final Pace pace;
    private final String componentId;
    private final int firstTask;
    private final int lastTask;
    private final ErrorThrottle throttle;
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCommands = new AtomicInteger();
    private final CountDownLatch started = new CountDownLatch(1);
    private final ExecutorShare share;
    private final WaitStrategies waits;
    private MetricsReport report;
    /**
     * Who runs it at the moment, or null. Plain, for nobody but the one who wrote it can read itself here: it forgets itself when its round
     * is over, since a thread that goes on with other agents is foreign to this one.
     */
    private Thread owner;
    private volatile boolean idlesItself;
    private int idleCount;
    /** When what it emitted was first refused, 0 while nothing is. */
    private volatile long blockedSince;
    private volatile long blockedNanos;

    /**
     */
    ExecutorAgent(String componentId, List<TaskPlan> plans, ExecutorSettings settings, Surroundings around, ExecutorShare share,
                  WaitStrategies waits) {
        this.componentId = componentId;
        this.around = around;
        this.settings = settings;
        pace = isSource() ? new Pace(settings.roundCalls()) : new Pace();
        this.share = share;
        this.waits = waits;
        firstTask = plans.get(0).task();
        lastTask = plans.get(plans.size() - 1).task();
        throttle = new ErrorThrottle(settings.errorIntervalNanos(), settings.maxErrors());
        inbox = new Inbox(settings.inboxTuples(), this, stop -> {
            for (int task = firstTask; task <= lastTask; task++) {
                around.congestion().congestion(task, stop);
            }
        });
        lane = newLane(this);
    }

    final Lane newLane(Waiter waiter) {
        return new Lane(around, waiter, target -> around.cyclic().test(componentId, around.componentOf().apply(target)));
    }

    /** Says where reports of metrics come from; before it starts. */
    public final void reportsAs(StormMetricRegistry registry, String host, int port) {
        report = new MetricsReport(this, registry, host, port);
    }

    public final String componentOf(int task) {
        return around.componentOf().apply(task);
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

    /** Where a task's registered metrics go: time bucket in seconds, task, name. */
    public final Map<Integer, Map<Integer, Map<String, IMetric>>> registeredMetrics() {
        return share.metrics();
    }

    /** Counted down once the tasks were opened or prepared, or that failed. Any thread may wait for it. */
    public final CountDownLatch started() {
        return started;
    }

    /** Whether a user's wait strategy needs a thread of its own. */
    public final boolean needsOwnThread() {
        return waits.isOwn();
    }

    /** Whether nothing waits to be done. Any thread; exact only while nobody sends. */
    public final boolean isQuiet() {
        return (isIdle() || idlesItself) && inbox.isEmpty() && commands.isEmpty() && holdsNothing();
    }

    abstract boolean holdsNothing();

    /** Adds the present figures of all tasks. Any thread. */
    public abstract void addTo(Totals totals);

    /** Adds the present figures of one task. */
    abstract void addTo(int task, Totals totals);

    abstract TaskOutput output(int task);

    /** Has a command run between two rounds, however many wait already: for what is said once and must not be lost. Any thread. */
    final void command(Runnable command) {
        waitingCommands.incrementAndGet();
        commands.add(command);
        wake();
    }

    /** Has a command run between two rounds, for what comes again and again. Any thread; false if too many wait already. */
    final boolean commandIfRoom(Runnable command) {
        if (waitingCommands.get() >= MAX_COMMANDS) {
            return false;
        }
        command(command);
        return true;
    }

    /** Passes loads to the groupings that look at them. Any thread. */
    public final void refreshLoads(LoadMapping loads) {
        if (!output(firstTask).wantsLoads()) {
            return;
        }
        commandIfRoom(() -> {
            for (int task = firstTask; task <= lastTask; task++) {
                refresh(task, loads);
            }
        });
    }

    /**
     * Has the metrics of a time bucket reported to the metrics consumers: those registered with it, or what the engine itself
     * counted. Any thread.
     */
    public final void reportMetrics(int bucketSecs) {
        commandIfRoom(() -> report.registered(bucketSecs));
    }

    /** Has what the tasks did since the last time reported to the metrics consumers. Any thread. */
    public final void reportCounts(int bucketSecs, boolean withRegistry) {
        commandIfRoom(() -> report.builtIn(bucketSecs, withRegistry));
    }

    /** Sends this share of what is emitted to the event logger, 0 to 100. Any thread. */
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

    /** Foreign threads that wait here for room wait no longer, because the executors are about to end. Any thread. */
    public void giveUpRoom() {
        // Only bolts let them wait.
    }

    @Override
    protected final int doWork() {
        owner = Thread.currentThread();
        try {
            return round();
        } finally {
            owner = null;
        }
    }

    /** What {@link #doWork} does. */
    abstract int round();

    /** First thing in a round. How many commands were run. */
    final int enter() {
        if (lane.isBlocked() != (blockedSince != 0)) {
            noteBlocked();
        }
        int run = 0;
        Runnable command;
        while (run < MAX_COMMANDS && (command = commands.poll()) != null) {
            waitingCommands.decrementAndGet();
            command.run();
            run++;
        }
        return run;
    }

    private void noteBlocked() {
        long now = System.nanoTime() | 1;
        if (blockedSince == 0) {
            blockedSince = now;
        } else {
            blockedNanos += now - blockedSince;
            blockedSince = 0;
        }
    }

    /** How long it did not go on because somebody's inbox was full, to a round. Any thread. */
    public final long blockedNanos() {
        long since = blockedSince;
        return blockedNanos + (since == 0 ? 0 : Math.max(0, System.nanoTime() - since));
    }

    /** Sets which share of trees is traced, in percent. Any thread. */
    public final void trace(double percent) {
        for (int task = firstTask; task <= lastTask; task++) {
            vitals(task).traces.rate(percent);
        }
    }

    /** What is counted of a task beyond its streams' counters. Any thread; published once a round. */
    public final TaskVitals vitals(int task) {
        return output(task).vitals;
    }

    /** Last thing in a round: lets readers see the counters. */
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
            // What was known before, such as credentials, reaches the components before they are opened.
            enter();
            open();
            share.opened().set(true);
            lane.flush();
        } finally {
            owner = null;
            started.countDown();
        }
    }

    /** Opens or prepares the tasks. */
    abstract void open();

    @Override
    protected final void onClose() {
        owner = Thread.currentThread();
        try {
            close();
            lane.flush();
        } finally {
            int dropped = lane.close();
            if (dropped > 0) {
                log.info("{} stops with {} tuples that found no room", roleName(), dropped);
            }
            closeLanes();
            inbox.abandon();
            owner = null;
        }
    }

    /** Closes the lanes of foreign threads. */
    void closeLanes() {
        // Only bolts have some.
    }

    /** Closes the tasks, in spite of what one of them throws. */
    abstract void close();

    @Override
    protected final String roleName() {
        return componentId + "-executor[" + firstTask + " " + lastTask + "]";
    }

    @Override
    protected final boolean idleItself() {
        IWaitStrategy strategy = lane.isBlocked() ? waits.forRoom() : waits.forWork();
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

    /** There was work: a user's wait strategy starts anew. */
    final void worked() {
        idleCount = 0;
    }

    @Override
    protected final void onError(Throwable failure) {
        started.countDown();
        around.errors().report(componentId, firstTask, failure);
        around.deaths().accept(componentId, failure);
    }

    /** Passes an error of user code on, unless there were too many. Any thread. */
    final void reportError(int task, Throwable error) {
        log.error("{}:{} reports an error", componentId, task, error);
        if (throttle.allows(System.nanoTime())) {
            around.errors().report(componentId, task, error);
        }
    }
}
