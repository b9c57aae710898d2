// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A thread falls asleep while another one adds an agent to the queue that it shares: it sees the agent before it parks, or is unparked. */
@JCStressTest
@Outcome(id = {"true, false", "false, true", "true, true"}, expect = Expect.ACCEPTABLE, desc = "it works on, or is woken")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "it sleeps beside its work")
@State
public class ThreadSleepStress implements ThreadClock {
    /** More steps than a thread without work takes until it parks. */
    private static final int STEPS = 16;

    private final RunQueue queue = new RunQueue(this);
    private final WorkerThread thread = new WorkerThread(new ExecutorScheduler(Thread::new, 1, 0, this), queue, 0, this, true);
    private final RestingAgent agent = new RestingAgent();
    private boolean parked;
    private volatile boolean unparked;
    private volatile boolean ran;

    private final class RestingAgent extends Agent {
        @Override
        protected void onStart() {
            // It has nothing to open.
        }

        @Override
        protected int doWork() {
            ran = true;
            return 0;
        }

        @Override
        protected void onClose() {
            // It has nothing to close.
        }

        @Override
        protected String roleName() {
            return "agent";
        }

        @Override
        protected void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    public ThreadSleepStress() {
        queue.join(thread);
        agent.queue(queue);
    }

    @Actor
    public void thread() {
        thread.begin();
        for (int i = 0; i < STEPS && !parked; i++) {
            thread.step();
        }
    }

    @Actor
    public void other() {
        queue.add(agent);
    }

    @Arbiter
    public void result(ZZ_Result result) {
        result.r1 = ran || !parked;
        result.r2 = unparked;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void park(Object who, long nanos) {
        parked = true;
    }

    @Override
    public void unpark(Thread who) {
        unparked = true;
    }

    @Override
    public Thread currentThread() {
        return Thread.currentThread();
    }

    @Override
    public boolean isWaiting(Thread who) {
        return false;
    }
}
