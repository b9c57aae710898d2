// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A thread that runs agents: polls one that is ready, runs a round of it, and idles when there is none. It runs nothing that it did not
 * poll from a queue: its own, with the agents pinned to it, or the shared one, as long as it shares that.
 *
 * <pre>
 * from      when                                                           to
 * WORKING   there is no agent to run, and the last rounds had work         SPINNING
 * WORKING   there is no agent to run                                       SETTLING  (marks itself asleep)
 * SPINNING  there is something to do                                       WORKING   (a longer spin may pay)
 * SPINNING  it has spun for long enough                                    SETTLING  (marks itself asleep)
 * SETTLING  there is something to do nevertheless                          WORKING
 * SETTLING  there is still nothing                                         PARKED
 * PARKED    it was woken, or one of its pinned agents is due               WORKING
 * </pre>
 * Each thread has the timers of its own pinned agents and parks until the first of them is due, so that no thread depends on another
 * one. It never yields: on a busy machine that gives up the processor for many milliseconds.
 *
 * <p>{@link #step} and what it calls run on this thread only; the other methods say who calls them.
 */
final class WorkerThread implements Runnable {
    /** The longest time, about, that a source waits while there is other work. */
    private static final long SOURCE_NANOS = 10_000_000;
    /**
     * After working this long with more than one agent still ready, another thread is woken: by then it would have done some of the work.
     */
    private static final long HELP_NANOS = 150_000;
    /** With this many agents waiting there is enough work for two in any case: then another thread is woken after this time. */
    private static final int MANY_WAITING = 16;
    private static final long HELP_SOON_NANOS = 15_000;
    private static final long LEAST_SPIN_NANOS = 500;
    /** About how long a wake-up takes. A thread that was woken after no more than that plus the longest spin slept in vain. */
    private static final long WAKE_UP_NANOS = 20_000;
    /** Wake-ups of the machine are no more precise than this. */
    private static final long DUE_SLACK_NANOS = 50_000;
    private static final long CLOSE_POLL_NANOS = 200_000;
    private static final VarHandle ASLEEP;
    private static final VarHandle ROUNDS;

    static {
        try {
            ASLEEP = MethodHandles.lookup().findVarHandle(WorkerThread.class, "asleep", boolean.class);
            ROUNDS = MethodHandles.lookup().findVarHandle(WorkerThread.class, "rounds", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What it does next. */
    enum State { WORKING, SPINNING, SETTLING, PARKED }

    private final ExecutorScheduler scheduler;
    private final RunQueue queue;
    private final long mostSpinNanos;
    private final ThreadClock clock;
    private final ConcurrentLinkedQueue<Agent> pinned = new ConcurrentLinkedQueue<>();
    private final List<Timer> timers = new ArrayList<>();
    private State state = State.WORKING;
    private long now;
    private long nextDue = Agent.UNTIL_WOKEN;
    private long busySince;
    private long idleSince;
    private long lastSource;
    private long spinNanos;
    /** Whether a round since the last sleep did work. */
    private boolean worked;
    private boolean spun;
    /** Whether there has been no time to idle for a while. */
    private volatile boolean saturated;
    private volatile boolean idle;
    /** Odd while a round runs; the watchdog raises it by two to fence a round, after which this thread waits for the scheduler. */
    private volatile long rounds;
    private volatile Thread thread;
    private volatile Agent current;
    @SuppressWarnings("unused") // accessed through ASLEEP
    private volatile boolean asleep;
    private volatile boolean shares;
    private volatile boolean shutDown;

    /** When an idle pinned agent is to run again without being woken; used only by its thread. */
    static final class Timer {
        private final Agent agent;
        private final WorkerThread thread;
        private long due;

        private Timer(Agent agent, WorkerThread thread) {
            this.agent = agent;
            this.thread = thread;
        }
    }

    /**
     * @param mostSpinNanos the longest time that it spins before it parks
     * @param shares whether it also polls the shared queue
     */
    WorkerThread(ExecutorScheduler scheduler, RunQueue queue, long mostSpinNanos, ThreadClock clock, boolean shares) {
        this.scheduler = scheduler;
        this.queue = queue;
        this.mostSpinNanos = mostSpinNanos;
        spinNanos = mostSpinNanos;
        this.clock = clock;
        this.shares = shares;
    }

    @Override
    public void run() {
        begin();
        while (step()) {
            // step() does all the work.
        }
        if (scheduler.isStopping()) {
            closeAgents();
        }
        scheduler.ended(this);
    }

    /** Before the first step. */
    void begin() {
        thread = clock.currentThread();
        now = clock.nanoTime();
        busySince = now;
    }

    /** Does the next thing; false if it was the last. */
    boolean step() {
        switch (state) {
            case WORKING -> work();
            case SPINNING -> spin();
            case SETTLING -> parkUnlessThereIsWork();
            case PARKED -> awake();
        }
        return !shutDown && !scheduler.isStopping();
    }

    private void work() {
        Agent agent = poll();
        if (agent == null) {
            idle = true;
            saturated = false;
            idleSince = now;
            spun = worked;
            worked = false;
            if (spun) {
                state = State.SPINNING;
            } else {
                settle();
            }
            return;
        }
        if (!saturated && shouldWakeAnother(agent)) {
            saturated = true;
        }
        if (saturated && !queue.isEmpty()) {
            queue.wakeOne();
        }
        round(agent);
        if (nextDue <= now) {
            fireTimers();
        }
    }

    /** Other agents first, unless a source has waited for long or another thread is free for the others. */
    private Agent poll() {
        boolean others = shares && !queue.isEmpty();
        if (!pinned.isEmpty() && (!others || now - lastSource > SOURCE_NANOS || saturated && queue.hasIdleThread())) {
            lastSource = now;
            Agent source = pinned.poll();
            if (source != null) {
                return source;
            }
        }
        return others ? queue.poll() : null;
    }

    /**
     * Waking a thread takes longer than many rounds, and two threads with little to do wait for each other: one does a little work sooner.
     *
     * @param next the agent to run now
     */
    private boolean shouldWakeAnother(Agent next) {
        long busy = now - busySince;
        return busy > HELP_NANOS || next.history.lastNanos() > HELP_NANOS || busy > HELP_SOON_NANOS && queue.holds(MANY_WAITING);
    }

    private void round(Agent agent) {
        if (!mayRun(agent)) {
            queue.add(agent);
            return;
        }
        if (agent.mayBlock()) {
            scheduler.watchClosely();
        }
        long begin = now;
        current = agent;
        long round = rounds + 1;
        rounds = round;
        boolean again = agent.run();
        clearInterrupt();
        worked |= again;
        if (!ROUNDS.compareAndSet(this, round, round + 1)) {
            scheduler.awaitIsolation();
            rounds = round + 3;
        }
        now = clock.nanoTime();
        if (agent.isClosed()) {
            scheduler.remove(agent);
            return;
        }
        agent.history.completed(now - begin, again);
        agent.onRoundCompleted(begin, now);
        scheduler.completed(agent, this);
        if (again) {
            queue.add(agent);
        } else {
            rest(agent);
        }
    }

    /** An interrupt that user code left behind must not reach another executor's code, nor keep this thread from parking. */
    private void clearInterrupt() {
        if (!scheduler.isGivenUp()) {
            Thread.interrupted();
        }
    }

    private void rest(Agent agent) {
        if (agent.placement() == Placement.DEDICATED && agent.idles()) {
            // A wait strategy of the user's decides how to wait, and polls afterwards.
            clearInterrupt();
            if (agent.isClosed()) {
                scheduler.remove(agent);
            } else {
                agent.requeue();
            }
            now = clock.nanoTime();
            return;
        }
        if (agent.pin() == this) {
            long pause = agent.nanosToNextRound();
            if (pause == 0) {
                agent.requeue();
                return;
            }
            setTimer(agent, pause == Agent.UNTIL_WOKEN ? pause : now + pause);
        }
        if (!agent.rest()) {
            queue.add(agent);
        }
    }

    private void setTimer(Agent agent, long due) {
        Timer timer = agent.timer;
        if (timer == null || timer.thread != this) {
            timer = new Timer(agent, this);
            agent.timer = timer;
            timers.add(timer);
        }
        timer.due = due;
        nextDue = Math.min(nextDue, due);
    }

    /** Wakes the pinned agents that are due, and those that are nearly due, because each wake-up of a thread has a cost. */
    private void fireTimers() {
        nextDue = Agent.UNTIL_WOKEN;
        for (int i = timers.size() - 1; i >= 0; i--) {
            Timer timer = timers.get(i);
            if (timer.agent.pin() != this || timer.agent.timer != timer || timer.agent.isClosed()) {
                timers.remove(i);
            } else if (timer.due <= now + DUE_SLACK_NANOS) {
                timer.due = Agent.UNTIL_WOKEN;
                timer.agent.wake();
            } else {
                nextDue = Math.min(nextDue, timer.due);
            }
        }
    }

    /** Spinning pays while tuples arrive in quick succession, not after a poll that found nothing. */
    private void spin() {
        if (hasWork()) {
            spinNanos = Math.min(mostSpinNanos, 2 * spinNanos);
            resume();
            return;
        }
        Thread.onSpinWait();
        now = clock.nanoTime();
        if (now - idleSince >= spinNanos) {
            settle();
        }
    }

    private void settle() {
        asleep = true;
        state = State.SETTLING;
    }

    /** Work that arrived before this thread marked itself asleep woke nothing; work that arrives later wakes it. */
    private void parkUnlessThereIsWork() {
        now = clock.nanoTime();
        if (hasWork()) {
            awake();
            return;
        }
        state = State.PARKED;
        clock.park(this, nextDue == Agent.UNTIL_WOKEN ? nextDue : nextDue - now);
    }

    private void awake() {
        asleep = false;
        now = clock.nanoTime();
        if (spun) {
            // Had the work arrived within the longest spin, a longer one would have paid.
            boolean inVain = now - idleSince < mostSpinNanos + WAKE_UP_NANOS;
            spinNanos = inVain ? Math.min(mostSpinNanos, 2 * spinNanos) : Math.max(LEAST_SPIN_NANOS, spinNanos / 2);
        }
        resume();
    }

    private void resume() {
        idle = false;
        busySince = now;
        state = State.WORKING;
        if (nextDue <= now + DUE_SLACK_NANOS) {
            fireTimers();
        }
    }

    private boolean hasWork() {
        return !pinned.isEmpty() || shares && !queue.isEmpty() || nextDue <= now || shutDown || scheduler.isStopping();
    }

    /** Closes the agents that it may run. One that another thread owns is thereby put into its queue. */
    private void closeAgents() {
        while (!scheduler.isGivenUp()) {
            boolean left = false;
            for (Agent agent : scheduler.agents()) {
                if (mayRun(agent) && !agent.isClosed()) {
                    left = true;
                    agent.wake();
                }
            }
            if (!left) {
                return;
            }
            for (Agent agent = pollAny(); agent != null; agent = pollAny()) {
                if (mayRun(agent)) {
                    agent.close();
                } else {
                    queue.add(agent);
                }
            }
            clock.park(this, CLOSE_POLL_NANOS);
        }
    }

    private Agent pollAny() {
        Agent agent = pinned.poll();
        return agent == null && shares ? queue.poll() : agent;
    }

    private boolean mayRun(Agent agent) {
        WorkerThread pin = agent.pin();
        return pin == null ? shares : pin == this;
    }

    /** Any thread. */
    void addPinned(Agent agent) {
        pinned.add(agent);
        wake();
    }

    /** Any thread; true if it was still in the queue, in which case the caller adds it elsewhere. */
    boolean removePinned(Agent agent) {
        return pinned.remove(agent);
    }

    /** Any thread. True if it slept and nothing else woke it. */
    boolean wake() {
        if (asleep && ASLEEP.compareAndSet(this, true, false)) {
            clock.unpark(thread);
            return true;
        }
        return false;
    }

    /** Any thread. */
    boolean isIdle() {
        return idle;
    }

    /** Any thread. */
    boolean isSaturated() {
        return saturated;
    }

    /** A number that stays the same during one round and is odd then. Any thread. */
    long rounds() {
        return rounds;
    }

    /**
     * Called by the watchdog, which holds the scheduler's lock: the round with this number, if it still runs, waits at its end until the lock
     * is free, so that the thread still owns the same agent while that is isolated.
     */
    boolean tryFence(long round) {
        return ROUNDS.compareAndSet(this, round, round + 2);
    }

    /** Null until it runs. Any thread. */
    Thread thread() {
        return thread;
    }

    /** The agent of the last round. Any thread. */
    Agent current() {
        return current;
    }

    /** Its state. Called by its own thread, and by tests that step it. */
    State state() {
        return state;
    }

    /** Called by the scheduler under its lock. */
    void shares(boolean sharesFromNowOn) {
        shares = sharesFromNowOn;
        wake();
    }

    /** Any thread. */
    boolean shares() {
        return shares;
    }

    /** Makes it end after its round. Called by the scheduler under its lock, which pins nothing to it afterwards. */
    void shutDown() {
        shutDown = true;
        wake();
    }

    boolean isShutDown() {
        return shutDown;
    }
}
