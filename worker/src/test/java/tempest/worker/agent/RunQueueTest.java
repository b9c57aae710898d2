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
        protected void onStart() {
        }

        @Override
        protected int doWork() {
            return 0;
        }

        @Override
        protected void onClose() {
        }

        @Override
        protected String roleName() {
            return "resting";
        }

        @Override
        protected void onError(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** A thread that adds sees the shared threads as before or after a change, never a state in between: that once ended the adding thread. */
    @Test
    void threadsComeAndGoWhileAgentsAreAdded() throws InterruptedException {
        ExecutorScheduler scheduler = new ExecutorScheduler(Thread::new, 1, 20_000, ThreadClock.system());
        RunQueue queue = new RunQueue(ThreadClock.system());
        Resting agent = new Resting();
        agent.queue(queue);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread adding = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    queue.add(agent);
                    assertEquals(agent, queue.poll());
                    queue.hasIdleThread();
                }
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        adding.start();
        for (int i = 0; i < CHANGES && adding.isAlive(); i++) {
            WorkerThread thread = new WorkerThread(scheduler, queue, 20_000, ThreadClock.system(), true);
            queue.join(thread);
            queue.leave(thread);
        }
        adding.interrupt();
        adding.join();
        assertNull(thrown.get());
    }
}
