// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.worker.agent.ThreadClock;

/**
 * The worker's one timer thread: submits periodic commands to executors, by the worker's clock. Tasks are added before it starts; a task only
 * enqueues and never does the work itself.
 */
final class Ticker {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final Clock clock;
    private final ThreadClock threadClock;
    private final List<PeriodicTask> tasks = new ArrayList<>();
    private Thread thread;
    private volatile boolean stopped;

    private static final class PeriodicTask {
        final long periodNanos;
        final Runnable action;
        long due;

        PeriodicTask(long periodNanos, Runnable action, long due) {
            this.periodNanos = periodNanos;
            this.action = action;
            this.due = due;
        }
    }

    Ticker(Clock clock, ThreadClock threadClock) {
        this.clock = clock;
        this.threadClock = threadClock;
    }

    /** Runs {@code action} every period from now on; before {@link #start}. */
    void every(long periodNanos, Runnable action) {
        tasks.add(new PeriodicTask(periodNanos, action, clock.nanoTime() + periodNanos));
    }

    void start() {
        if (tasks.isEmpty()) {
            return;
        }
        thread = new Thread(this::run, "executors-ticker");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            long now = clock.nanoTime();
            long next = Long.MAX_VALUE;
            for (PeriodicTask task : tasks) {
                // After a jump of a simulated clock, each missed run is made up for.
                while (now - task.due >= 0 && !stopped) {
                    task.due += task.periodNanos;
                    run(task);
                }
                next = Math.min(next, task.due - now);
            }
            threadClock.park(this, clock.realNanos(next));
        }
    }

    private static void run(PeriodicTask task) {
        try {
            task.action.run();
        } catch (RuntimeException e) {
            LOG.error("A periodic task of the worker failed; it runs again after its period", e);
        }
    }

    void stop() {
        stopped = true;
        if (thread != null) {
            threadClock.unpark(thread);
        }
    }
}
