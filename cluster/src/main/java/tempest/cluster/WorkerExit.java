// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How a worker ended. A worker that can still do so leaves it in its folder for its supervisor, which adds what only a parent process knows, the
 * status. Immutable; a file is written by the worker's last thread and read by the supervisor once the worker is gone.
 *
 * @param planned the worker ended because it should, such as to start again with other executors: that is no error of the topology
 * @param reason in a few words, on one line
 */
public record WorkerExit(boolean planned, String reason) {
    private static final String FILE = "exit-reason";
    private static final String PLANNED = "planned: ";
    private static final String UNPLANNED = "unplanned: ";
    private static final int LONGEST_REASON = 1000;

    public WorkerExit {
        String line = reason.replaceAll("\\s*\\R\\s*", " ").strip();
        reason = line.substring(0, Math.min(LONGEST_REASON, line.length()));
    }

    /** What was thrown and where, on one line. */
    public static String describe(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return text(failure) + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    /** What was thrown. Of a missing class its class loader tells more than the JVM, which only names it. */
    public static String text(Throwable failure) {
        boolean classMissing = failure instanceof NoClassDefFoundError && failure.getCause() instanceof ClassNotFoundException;
        return classMissing ? failure.getClass().getName() + ": " + failure.getCause().getMessage() : failure.toString();
    }

    /** Leaves it in a worker's folder. */
    public void write(Path workerFolder) throws IOException {
        Path fresh = workerFolder.resolve(FILE + ".new");
        Files.writeString(fresh, (planned ? PLANNED : UNPLANNED) + reason + "\n");
        Files.move(fresh, workerFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the worker of this folder left; empty if it was killed or halted, and so left nothing. */
    public static Optional<WorkerExit> read(Path workerFolder) {
        try {
            String text = Files.readString(workerFolder.resolve(FILE)).strip();
            boolean planned = text.startsWith(PLANNED);
            return Optional.of(new WorkerExit(planned, text.substring(text.indexOf(": ") + 2)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
