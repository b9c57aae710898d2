// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells whether a process id still means the process it once meant. On Linux by what /proc says: that does not move with the clock,
 * knows a re-boot, and knows a process that ended but was not collected by its parent. Elsewhere by the start time. Stateless; any thread.
 */
final class ProcessIdentity {

    private static final Path PROC = Path.of("/proc");
    /** Fields of /proc/PID/stat counted from the one after the command's closing parenthesis. */
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    private ProcessIdentity() { }

    /** What tells this process from a later one of the same id; empty if there is no such living process. */
    static Optional<String> of(long pid) {
        Optional<String[]> stat = stat(pid);
        if (stat.isPresent()) {
            String[] fields = stat.get();
            return ended(fields) ? Optional.empty() : Optional.of("boot " + boot() + " ticks " + fields[START_TICKS]);
        }
        if (Files.isReadable(PROC.resolve("self/stat"))) {
            return Optional.empty();
        }
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
            .map(handle -> "started " + handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Whether the process is alive and the same. */
    static boolean is(long pid, String identity) {
        return of(pid).filter(identity::equals).isPresent();
    }

    private static boolean ended(String[] fields) {
        return fields[STATE].equals("Z") || fields[STATE].equals("X");
    }

    private static Optional<String[]> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return fields.length > START_TICKS ? Optional.of(fields) : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException e) {
            // No such process, or no such system.
            return Optional.empty();
        }
    }

    private static String boot() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
