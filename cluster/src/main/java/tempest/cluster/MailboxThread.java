// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.concurrent.TimeUnit;

/**
 * The thread that owns a mailbox. Started and closed by one other thread; never runs anything but the mailbox. An error ends it: the handler is
 * called on this thread, before the mailbox closes.
 */
public final class MailboxThread implements AutoCloseable {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long JOIN_MILLIS = 2000;

    private final Mailbox mailbox;
    private final Thread thread;
    private final Thread.UncaughtExceptionHandler fatal;
    private volatile boolean running = true;

    /** @param fatal what to do about an error in a task, after which this thread does no more work */
    public MailboxThread(String name, Mailbox mailbox, Thread.UncaughtExceptionHandler fatal) {
        this.mailbox = mailbox;
        this.fatal = fatal;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (running) {
                if (mailbox.doWork() == 0) {
                    mailbox.await(LONGEST_WAIT_NANOS);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            fatal.uncaughtException(Thread.currentThread(), e);
        } finally {
            mailbox.close();
        }
    }

    /** Ends the thread after the task that is under way, which is given two seconds before it is interrupted. */
    @Override
    public void close() {
        running = false;
        mailbox.execute(() -> { });
        try {
            thread.join(JOIN_MILLIS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
