// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread's loop: takes ready agents from its queue, runs a round of each, and idles when there are none: it spins briefly as long as that
 * pays, then parks. It never yields, for on a busy machine that gives away the processor for many milliseconds, and it never runs
 * an agent it did not take from a queue.
 *
 * <p>A runner whose agent blocks loses its queue to a new runner (see {@link Crew}) and goes on with a queue for that agent alone.
 */
final class Runner implements Runnable {
    /** A round this long counts as slow. */
    static final long SLOW_NANOS = 1_000_000;
    /** So many slow rounds, less the fast ones, and an agent among others gets a thread of its own. */
    private static final int SLOW_ROUNDS = 16;
    /** So many rounds in a row without a slow one, and an agent that was moved out goes back to the others. */
    private static final int GOOD_ROUNDS = 1000;
    /** A source waits at most about so long while there is other work. */
    private static final long SOURCE_NANOS = 10_000_000;
    /** With work for so long, and still more than one agent's, another runner is asked to help: by then it would have come to do some of it. */
    private static final long HELP_NANOS = 150_000;
    /** With so many agents waiting there is work for two in any case, so that help is asked for already after so long. */
    private static final int MANY_WAITING = 16;
    private static final long SOON_NANOS = 15_000;
    private static final long MOST_SPIN_NANOS = 20_000;
    private static final long LEAST_SPIN_NANOS = 500;
    /** Who slept and was woken after less than this slept for no good. */
    private static final long WORTH_A_SPIN_NANOS = 2 * MOST_SPIN_NANOS;
    /** The clock's wake-ups are not more exact than this. */
    private static final long DUE_SLACK_NANOS = 50_000;
    private static final long END_POLL_NANOS = 200_000;
    private static final VarHandle ASLEEP;
    private static final VarHandle ROUNDS;

    static {
        try {
            ASLEEP = MethodHandles.lookup().findVarHandle(Runner.class, "asleep", boolean.class);
            ROUNDS = MethodHandles.lookup().findVarHandle(Runner.class, "rounds", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Crew crew;
    private RunQueue queue;
    /** Whether a round since the last sleep had work. */
    private boolean worked;
    private long busySince;
    /** Whether there was no time to idle for a while. */
    private volatile boolean loaded;
    private volatile boolean idle;
    private final ConcurrentLinkedQueue<Agent> sources = new ConcurrentLinkedQueue<>();
    private long lastSource;
    private long spinNanos = MOST_SPIN_NANOS;
    private int goodRounds;
    /** Odd while a round runs; read by the crew's watchdog, which raises it by two if it parts the runner from its queue in that round. */
    private volatile long rounds;
    private volatile Thread thread;
    private volatile Agent current;
    @SuppressWarnings("unused") // through ASLEEP
    private volatile boolean asleep;
    /** The queue to serve from the next round on, or null. */
    private volatile RunQueue nextQueue;
    private volatile boolean retired;

    Runner(Crew crew, RunQueue queue) {
        this.crew = crew;
        this.queue = queue;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        long now = System.nanoTime();
        queue.rearm();
        while (!crew.isStopping()) {
            if (retired) {
                crew.ends(thread);
                return;
            }
            if (nextQueue != null) {
                move();
            }
            Agent agent = poll(now);
            if (agent != null) {
                if (!loaded && needsHelp(now - busySince, agent)) {
                    loaded = true;
                }
                if (loaded && !queue.isEmpty()) {
                    queue.wakeRunner();
                }
                now = round(agent, now);
            } else {
                now = idle(now);
                busySince = now;
                loaded = false;
            }
            queue.wakeDue(now, DUE_SLACK_NANOS);
        }
        endMembers();
    }

    /**
     * To wake a thread takes longer than many a round, and two threads with little to do wait for each other: one does a little work sooner.
     *
     * @param next agent to run now
     */
    private boolean needsHelp(long busyNanos, Agent next) {
        return busyNanos > HELP_NANOS || next.lastNanos() > HELP_NANOS || busyNanos > SOON_NANOS && queue.holds(MANY_WAITING);
    }

    /** Bolts first, but a source that only this runner may run goes first while another runner is free for the bolts. */
    private Agent poll(long now) {
        if (!sources.isEmpty() && (now - lastSource > SOURCE_NANOS || queue.isEmpty() || loaded && queue.hasIdleRunner())) {
            lastSource = now;
            Agent source = sources.poll();
            if (source != null) {
                return source;
            }
        }
        return queue.poll();
    }

    /** Whether there is something to poll, or a reason to look up from polling. */
    boolean hasWork() {
        return !queue.isEmpty() || !sources.isEmpty() || nextQueue != null || retired || crew.isStopping();
    }

    /** Any thread. */
    void addSource(Agent agent) {
        sources.add(agent);
        wake();
    }

    /** Any thread; true if it was still there, which then is the caller's to add elsewhere. */
    boolean removeSource(Agent agent) {
        return sources.remove(agent);
    }

    /** Any thread: what is ready here and has its seat elsewhere goes there. */
    void giveSources() {
        for (Agent agent : sources) {
            if (agent.seat() != this && sources.remove(agent)) {
                agent.home().add(agent);
            }
        }
    }

    /** Any thread. */
    boolean isIdle() {
        return idle;
    }

    /** Any thread. */
    boolean isLoaded() {
        return loaded;
    }

    private void move() {
        queue = nextQueue;
        nextQueue = null;
        goodRounds = 0;
        queue.rearm();
    }

    private long round(Agent agent, long begin) {
        if (agent.home() != queue || agent.seat() != null && agent.seat() != this) {
            agent.home().add(agent);
            return begin;
        }
        current = agent;
        long round = rounds + 1;
        rounds = round;
        boolean again = agent.run();
        worked |= again;
        if (!ROUNDS.compareAndSet(this, round, round + 1)) {
            crew.awaitParting();
            rounds = round + 3;
        }
        long end = System.nanoTime();
        if (agent.isGone()) {
            agent.home().dismiss(agent);
            return end;
        }
        agent.took(begin, end);
        if (again) {
            agent.lastNanos(end - begin);
        }
        if (isToMove(agent, end - begin > SLOW_NANOS)) {
            return end;
        }
        if (again) {
            agent.home().add(agent);
        } else {
            rest(agent, end);
        }
        return end;
    }

    /** Moves an agent out that is slow among others, or back that is quick alone. */
    private boolean isToMove(Agent agent, boolean slow) {
        if (queue.origin() == null) {
            return agent.slowRounds(slow) >= SLOW_ROUNDS && queue.isHeldUp(this, agent) && crew.moveOut(agent, queue, this);
        }
        goodRounds = slow ? 0 : goodRounds + 1;
        return goodRounds >= GOOD_ROUNDS && crew.bringBack(agent, queue, this);
    }

    private void rest(Agent agent, long now) {
        if (!queue.isShared() && agent.idles()) {
            // A waiting strategy of the user's: it decides how to wait, and polls afterwards.
            agent.requeue();
            return;
        }
        long idle = agent.idleNanos();
        if (idle == 0) {
            agent.requeue();
            return;
        }
        if (idle != Agent.UNTIL_WOKEN) {
            agent.home().arm(agent, now + idle);
        }
        if (!agent.rest()) {
            agent.home().add(agent);
        }
    }

    /** Spinning pays while tuples come in quick succession, not after a poll that found nothing. The time afterwards. */
    private long idle(long begin) {
        idle = true;
        long now = idleUntilWork(begin);
        idle = false;
        return now;
    }

    private long idleUntilWork(long begin) {
        long now = begin;
        if (worked) {
            while (now - begin < spinNanos) {
                Thread.onSpinWait();
                if (hasWork()) {
                    spinNanos = Math.min(MOST_SPIN_NANOS, 2 * spinNanos);
                    return now;
                }
                now = System.nanoTime();
            }
        }
        boolean spun = worked;
        worked = false;
        queue.sleep(this);
        now = System.nanoTime();
        if (spun) {
            // Had it come within the longest spin, and a wake-up takes a while, a longer one would have paid.
            spinNanos = now - begin < WORTH_A_SPIN_NANOS ? Math.min(MOST_SPIN_NANOS, 2 * spinNanos) : Math.max(LEAST_SPIN_NANOS, spinNanos / 2);
        }
        return now;
    }

    /** Ends the agents of its queue; one that is in the hands of a runner that lost the queue will be handed in by that. */
    private void endMembers() {
        if (nextQueue != null) {
            move();
        }
        for (Agent member : queue.members()) {
            member.wake();
        }
        while (!crew.isGivenUp() && !Arrays.stream(queue.members()).allMatch(Agent::isGone)) {
            Agent agent = queue.poll();
            if (agent == null) {
                agent = sources.poll();
            }
            if (agent == null) {
                LockSupport.parkNanos(this, END_POLL_NANOS);
            } else if (agent.home() != queue || agent.seat() != null && agent.seat() != this) {
                agent.home().add(agent);
            } else {
                agent.end();
            }
        }
    }

    /** Its own thread says that it is about to park. */
    void goesToSleep() {
        asleep = true;
    }

    void isAwake() {
        asleep = false;
    }

    /** Any thread. True if it slept and nobody else woke it. */
    boolean wake() {
        if (asleep && ASLEEP.compareAndSet(this, true, false)) {
            LockSupport.unpark(thread);
            return true;
        }
        return false;
    }

    /** Number that stays the same while one round runs, even if none does. */
    long rounds() {
        return rounds;
    }

    /**
     * The watchdog, which holds the crew's lock: the round of this number, if it still runs, waits at its end until the lock is free, so
     * that the runner has the same agent in its hands while it is parted from the queue.
     */
    boolean claim(long round) {
        return ROUNDS.compareAndSet(this, round, round + 2);
    }

    /** Null until it runs. */
    Thread thread() {
        return thread;
    }

    Agent current() {
        return current;
    }

    void movesTo(RunQueue queueFromNowOn) {
        nextQueue = queueFromNowOn;
        wake();
    }

    boolean isRetired() {
        return retired;
    }

    /** It ends after its round; nobody expects it to serve a queue any more. */
    void retire() {
        retired = true;
        wake();
    }
}
