// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import org.apache.storm.thrift.TProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens after an {@link Error}, or anything else that no code caught, in a thread of a daemon: it is logged with its stack and the
 * process ends, because a process that lives on without one of its threads only looks alive. It halts, without shutdown hooks: those may
 * wait for the thread that failed. After an {@link OutOfMemoryError} nothing is done first that needs memory, logging included.
 *
 * <p>Called by the thread that failed. A daemon's {@code main} makes the one that halts; whoever runs a daemon inside another process
 * makes one that only logs, so it never ends a process that is not the daemon's own.
 */
public final class FatalErrorHandler implements Thread.UncaughtExceptionHandler {
    /** How a process ends after an error. */
    public static final int FATAL_STATUS = 1;
    /** How a process ends for lack of memory: as the JVM itself does with {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int OUT_OF_MEMORY_STATUS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FatalErrorHandler.class);
    private static final byte[] OUT_OF_MEMORY =
        ("java.lang.OutOfMemoryError in a thread: halting with status " + OUT_OF_MEMORY_STATUS + "\n").getBytes(StandardCharsets.US_ASCII);
    /** Causes that are looked at: a chain may be a circle. */
    private static final int MOST_CAUSES = 50;

    private final String process;
    private final String consequence;
    private final IntConsumer halt;
    private final OutputStream standardError;

    /**
     * @param process the daemon's name
     * @param halt ends the process with a status, never needing memory; null for a daemon inside another process
     * @param standardError unbuffered
     */
    FatalErrorHandler(String process, IntConsumer halt, OutputStream standardError) {
        this.process = process;
        this.consequence = halt == null ? "it does no more work" : "halting with status " + FATAL_STATUS;
        this.halt = halt;
        this.standardError = standardError;
    }

    /** Ends this process. */
    public static FatalErrorHandler halting(String process) {
        return new FatalErrorHandler(process, Runtime.getRuntime()::halt, new FileOutputStream(FileDescriptor.err));
    }

    /** Only logs: for a daemon inside a process that is not its own. */
    public static FatalErrorHandler logging(String process) {
        return new FatalErrorHandler(process, null, OutputStream.nullOutputStream());
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        haltIfOutOfMemory(error);
        try {
            LOG.error("{}: thread {} failed; {}", process, thread.getName(), consequence, error);
        } finally {
            if (halt != null) {
                halt.accept(FATAL_STATUS);
            }
        }
    }

    /** Ends the process at once if this is, or comes of, a lack of memory; for those who handle other errors themselves. */
    public void haltIfOutOfMemory(Throwable error) {
        if (halt != null && isOutOfMemory(error)) {
            try {
                standardError.write(OUT_OF_MEMORY, 0, OUT_OF_MEMORY.length);
            } catch (IOException | RuntimeException nothingCanBeDone) {
                // The status tells as much.
            } finally {
                halt.accept(OUT_OF_MEMORY_STATUS);
            }
        }
    }

    private static boolean isOutOfMemory(Throwable error) {
        Throwable cause = error;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /**
     * The task for a timer, which would otherwise keep its failure to itself and never run the task again: an exception is logged and the
     * next run comes as planned, an error is fatal.
     */
    public Runnable guard(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("{}: a task of thread {} failed; it runs again when it is due", process, Thread.currentThread().getName(), e);
            } catch (Error e) {
                uncaughtException(Thread.currentThread(), e);
                throw e;
            }
        };
    }

    /**
     * The task for a timer that has no handler at hand: an error goes to that of the thread that runs it, which {@link DaemonProcess} installs for
     * all threads of a daemon. Exceptions are the task's own business.
     */
    public static Runnable passingErrorsOn(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Error e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                throw e;
            }
        };
    }

    /** The service for a Thrift server, whose threads would otherwise log an error and go on. */
    public TProcessor guard(TProcessor service) {
        return (in, out) -> {
            try {
                service.process(in, out);
            } catch (Error e) {
                uncaughtException(Thread.currentThread(), e);
                throw e;
            }
        };
    }
}
