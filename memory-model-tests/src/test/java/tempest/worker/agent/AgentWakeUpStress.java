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

/** An agent rests after a round without work while something is added and it is woken: the round saw it, or another round comes. */
@JCStressTest
@Outcome(id = {"true, false", "false, true", "true, true"}, expect = Expect.ACCEPTABLE, desc = "seen, or another round comes")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "it rests beside its work")
@State
public class AgentWakeUpStress {
    private final RunQueue queue = new RunQueue(ThreadClock.system());
    private final WorkAgent agent = new WorkAgent();
    private boolean again;

    /** Its work is a plain field: only the wake-up makes it visible. */
    private static final class WorkAgent extends Agent {
        private int work;
        private boolean seen;

        @Override
        protected void onStart() {
            // It has nothing to open.
        }

        @Override
        protected int doWork() {
            seen |= work == 1;
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

    public AgentWakeUpStress() {
        agent.queue(queue);
    }

    @Actor
    public void owner() {
        again = agent.run() || !agent.rest();
    }

    @Actor
    public void other() {
        agent.work = 1;
        agent.wake();
    }

    @Arbiter
    public void result(ZZ_Result result) {
        result.r1 = agent.seen;
        result.r2 = again || queue.poll() == agent;
    }
}
