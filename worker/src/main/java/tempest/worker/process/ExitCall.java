// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The call of {@code System.exit} that ends this process: a shutdown hook learns neither the status nor who wanted it, but the thread that
 * called stands in the call until the hooks are done. Looked up by the shutdown hook's thread; immutable.
 *
 * @param thread the name of the thread that called
 * @param stack from the caller on
 */
public record ExitCall(String thread, List<StackTraceElement> stack) {
    private static final String RUNTIME = "java.lang.Runtime";

    /** The call in progress; empty if the JVM ends for another reason. */
    public static Optional<ExitCall> find() {
        return Thread.getAllStackTraces().entrySet().stream().filter(entry -> runsHooks(entry.getValue()))
            .findFirst().flatMap(ExitCall::of);
    }

    /** Of several threads that called, all but one wait for a lock. */
    private static boolean runsHooks(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals("java.lang.ApplicationShutdownHooks"));
    }

    private static Optional<ExitCall> of(Map.Entry<Thread, StackTraceElement[]> entry) {
        List<StackTraceElement> frames = Arrays.asList(entry.getValue());
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).getClassName().equals(RUNTIME) && frames.get(i).getMethodName().equals("exit")) {
                int caller = i + 1;
                while (caller < frames.size() && frames.get(caller).getClassName().equals("java.lang.System")) {
                    caller++;
                }
                return Optional.of(new ExitCall(entry.getKey().getName(), List.copyOf(frames.subList(caller, frames.size()))));
            }
        }
        return Optional.empty();
    }

    /** On one line. */
    @Override
    public String toString() {
        return "System.exit was called by thread " + thread + (stack.isEmpty() ? "" : " at " + stack.get(0));
    }
}
