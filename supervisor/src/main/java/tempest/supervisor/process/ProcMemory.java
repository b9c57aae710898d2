// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how much memory is used from Linux's {@code /proc}. Stateless; any thread. */
final class ProcMemory implements MemoryWatch.Meter {

    private static final int KB_PER_MB = 1024;

    private final Path proc;

    /** {@code proc}: usually {@code /proc}. */
    ProcMemory(Path proc) {
        this.proc = proc;
    }

    @Override
    public Optional<Double> usedMb(long pid) {
        Optional<Double> own = residentMb(pid);
        Stream<ProcessHandle> children = ProcessHandle.of(pid).map(ProcessHandle::descendants).orElse(Stream.empty());
        return own.map(mb -> mb + children.mapToDouble(child -> residentMb(child.pid()).orElse(0.0)).sum());
    }

    private Optional<Double> residentMb(long pid) {
        try {
            return Optional.of(megabytes(proc.resolve(Long.toString(pid)).resolve("status"), "VmRSS:"));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public double availableMb() throws IOException {
        return megabytes(proc.resolve("meminfo"), "MemAvailable:");
    }

    private static double megabytes(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                return Double.parseDouble(line.substring(name.length()).replace("kB", "").strip()) / KB_PER_MB;
            }
        }
        throw new IOException(file + " has no line " + name);
    }
}
