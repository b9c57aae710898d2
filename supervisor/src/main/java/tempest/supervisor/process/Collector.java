// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses a worker's garbage collector if its options do not. Tuples die young, in great numbers, and their references are stored all over the
 * heap: the parallel collector, whose stores cost next to nothing, does a third more of them than G1, with shorter stops. What it does badly, a
 * full collection of a large heap at once, matters from some gigabytes on, so there the choice is left to the JVM. Pure functions; any thread.
 */
final class Collector {
    /** A full collection of so much takes about a second. */
    private static final long LARGE_HEAP_MB = 4096;
    private static final Pattern CHOICE = Pattern.compile("-XX:[+-]Use\\w*GC|-XX:Flags=.*|@.*");
    private static final Pattern HEAP = Pattern.compile("(?:-Xmx|-XX:MaxHeapSize=)(\\d+)([kKmMgGtT]?)");

    private Collector() {
    }

    /**
     * The option to add, if any.
     *
     * @param options the worker's
     * @param heapMb its heap if no option sets one
     */
    static Optional<String> of(List<String> options, long heapMb) {
        boolean chosen = options.stream().anyMatch(option -> CHOICE.matcher(option).matches() || option.startsWith("-XX:MaxRAMPercentage"));
        return chosen || heap(options, heapMb) > LARGE_HEAP_MB ? Optional.empty() : Optional.of("-XX:+UseParallelGC");
    }

    private static long heap(List<String> options, long otherwise) {
        long heap = otherwise;
        for (String option : options) {
            Matcher matcher = HEAP.matcher(option);
            if (matcher.matches()) {
                long number = Long.parseLong(matcher.group(1));
                heap = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "" -> number >> 20;
                    case "k" -> number >> 10;
                    case "m" -> number;
                    case "g" -> number << 10;
                    default -> number << 20;
                };
            }
        }
        return heap;
    }
}
