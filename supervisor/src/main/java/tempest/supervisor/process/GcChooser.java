// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses a worker's garbage collector if its options do not. Tuples die young, in great numbers, and references to them are stored all over the
 * heap: the parallel collector, whose stores cost next to nothing, does more of them than G1, with shorter stops, and it is what workers
 * had by default under Java 8. From some tens of gigabytes on a full collection at once takes too long, so the choice is left to the JVM. A young
 * generation beyond a gigabyte only means that each new object lies where no cache has been for long. Pure functions; any thread.
 */
final class GcChooser {
    private static final long LARGE_HEAP_MB = 32 << 10;
    /** From here on a third of the heap, which is the parallel collector's choice, is more than the most for young objects. */
    private static final long MIDDLE_HEAP_MB = 3 << 10;
    private static final Pattern CHOICE = Pattern.compile("-XX:[+-]Use\\w*GC|-XX:MaxRAMPercentage=.*|-XX:Flags=.*|@.*");
    private static final Pattern YOUNG = Pattern.compile("-Xmn.*|-XX:(?:Max)?NewSize=.*|-XX:NewRatio=.*");
    private static final Pattern HEAP = Pattern.compile("(?:-Xmx|-XX:MaxHeapSize=)(\\d+)([kKmMgGtT]?)");

    private GcChooser() {
    }

    /**
     * The options to add, if any.
     *
     * @param options the worker's
     * @param heapMb its heap if no option sets one
     */
    static List<String> of(List<String> options, long heapMb) {
        long heap = heap(options, heapMb);
        if (heap > LARGE_HEAP_MB || any(options, CHOICE)) {
            return List.of();
        }
        List<String> added = new ArrayList<>(List.of("-XX:+UseParallelGC"));
        if (heap > MIDDLE_HEAP_MB && !any(options, YOUNG)) {
            added.add("-XX:MaxNewSize=1g");
        }
        return added;
    }

    private static boolean any(List<String> options, Pattern pattern) {
        return options.stream().anyMatch(option -> pattern.matcher(option).matches());
    }

    /** The last of several counts, as with the JVM. */
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
