// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private static final int CHANGES = 200_000;

    private static final class Resting extends Agent {
        @Override
        protected void start() {
        }

        @Override
        protected int doWork() {
            return 0;
        }

        @Override
        protected long idleNanos() {
            return UNTIL_WOKEN;
        }

        @Override
        protected void stop() {
        }

        @Override
        protected String name() {
            return "resting";
        }

        @Override
        protected void failed(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** A thread that adds sees the runners of before or after a change, never one in between: that once killed the thread that added. */
    @Test
    void runnersComeAndGoWhileAgentsAreAdded() throws InterruptedException {
        Crew crew = new Crew(Thread::new, 1);
        RunQueue queue = new RunQueue(null);
        Resting agent = new Resting();
        queue.adopt(agent);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread adding = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    queue.add(agent);
                    assertEquals(agent, queue.poll());
                    queue.hasIdleRunner();
                }
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        adding.start();
        for (int i = 0; i < CHANGES && adding.isAlive(); i++) {
            Runner runner = new Runner(crew, queue);
            queue.serve(runner);
            queue.leave(runner);
        }
        adding.interrupt();
        adding.join();
        assertNull(thrown.get());
    }
}
