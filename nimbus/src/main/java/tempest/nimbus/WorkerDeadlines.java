// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import tempest.cluster.Clock;
import tempest.cluster.Mailbox;

/**
 * Asks for a scheduling round as soon as a worker has been silent for too long, instead of at the next that is due anyway. One object a leadership;
 * Nimbus's thread. It judges nobody: the round does.
 */
final class WorkerDeadlines {
    /** Between two looks at least. */
    private static final long SHORTEST_MILLIS = 100;

    private final Heartbeats heartbeats;
    private final Mailbox mailbox;
    private final Clock clock;
    private final Runnable round;
    private long lastRound;
    private Mailbox.Timer timer;

    WorkerDeadlines(Heartbeats heartbeats, Mailbox mailbox, Clock clock, Runnable round) {
        this.heartbeats = heartbeats;
        this.mailbox = mailbox;
        this.clock = clock;
        this.round = round;
    }

    /** A round has judged all workers as of a point in time. */
    void roundRan(long nowNanos) {
        lastRound = nowNanos;
        await();
    }

    private void await() {
        close();
        OptionalLong death = heartbeats.firstDeath(lastRound);
        if (death.isPresent()) {
            long left = TimeUnit.NANOSECONDS.toMillis(death.getAsLong() - clock.nanoTime()) + 1;
            timer = mailbox.after(Math.max(SHORTEST_MILLIS, left), this::due);
        }
    }

    private void due() {
        OptionalLong death = heartbeats.firstDeath(lastRound);
        if (death.isPresent() && death.getAsLong() - clock.nanoTime() <= 0) {
            round.run();
        } else {
            await();
        }
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
