// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import tempest.cluster.Clock;

/**
 * Reports that this process's logs cannot be written, as when their disk is full: in the logs nobody would read it. Once in ten minutes at most. Called by
 * Log4j, on whatever thread logs.
 */
final class LogTrouble implements StatusListener {
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Clock clock;
    private final Consumer<IOException> report;
    private final AtomicLong nextNanos;

    /** @param report must not log */
    LogTrouble(Clock clock, Consumer<IOException> report) {
        this.clock = clock;
        this.report = report;
        nextNanos = new AtomicLong(clock.nanoTime());
    }

    void register() {
        StatusLogger.getLogger().registerListener(this);
    }

    void unregister() {
        StatusLogger.getLogger().removeListener(this);
    }

    @Override
    public void log(StatusData data) {
        Throwable cause = data.getThrowable();
        while (cause != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return;
        }
        long now = clock.nanoTime();
        long due = nextNanos.get();
        if (now - due >= 0 && nextNanos.compareAndSet(due, now + AGAIN_NANOS)) {
            report.accept(new IOException("logs of this worker cannot be written, and lines are lost until they can: "
                + data.getMessage().getFormattedMessage() + ": " + cause.getMessage()));
        }
    }

    @Override
    public Level getStatusLevel() {
        return Level.ERROR;
    }

    /** Log4j's part of {@link #unregister}. */
    @Override
    public void close() {
        // There is nothing to close.
    }
}
