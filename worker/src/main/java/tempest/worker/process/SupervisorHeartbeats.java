// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.Mailbox;
import tempest.cluster.MailboxThread;

/**
 * Shows this computer's supervisor that the worker's JVM runs, from its first second on, and what it is at. Works on a thread of its own that
 * waits for nothing but the disk: it falls silent only if the whole process stands still.
 */
public final class SupervisorHeartbeats implements StartProgress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisorHeartbeats.class);

    private final Path folder;
    private final LocalHeartbeat.Writer file;
    private final Mailbox mailbox;
    private final MailboxThread thread;
    private Supplier<String> activity = () -> "starting";
    private boolean running;
    private long count;
    private boolean failed;

    private SupervisorHeartbeats(Path folder, LocalHeartbeat.Writer file, Clock clock, Thread.UncaughtExceptionHandler fatal) {
        this.folder = folder;
        this.file = file;
        this.mailbox = new Mailbox(clock);
        this.thread = new MailboxThread("supervisor-heartbeat", mailbox, fatal);
    }

    /**
     * Begins.
     *
     * @param folder the worker's own
     * @throws IOException if the file cannot be created there
     */
    public static SupervisorHeartbeats start(Path folder, long periodMillis, Clock clock, Thread.UncaughtExceptionHandler fatal) throws IOException {
        SupervisorHeartbeats heartbeats = new SupervisorHeartbeats(folder, LocalHeartbeat.Writer.open(folder), clock, fatal);
        heartbeats.mailbox.execute(() -> {
            heartbeats.mailbox.every(periodMillis, heartbeats::write);
            heartbeats.write();
        });
        heartbeats.thread.start();
        return heartbeats;
    }

    @Override
    public void at(Supplier<String> now) {
        mailbox.execute(() -> {
            activity = now;
            write();
        });
    }

    /** The worker has come up. */
    public void up() {
        mailbox.execute(() -> {
            running = true;
            activity = () -> "up";
            write();
        });
    }

    private void write() {
        count++;
        try {
            file.write(new LocalHeartbeat(count, running, activity.get()));
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("The supervisor cannot be shown that this worker lives, trying again; {} cannot be written to: {}", folder, e.toString());
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        thread.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("The heartbeat's file in {} did not close: {}", folder, e.toString());
        }
    }
}
