// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a word count that has come to rest counted what it was given. With no failed sentence each word's count must be exactly that
 * of the emitted sentences. A failed sentence was emitted again and may have been counted in part before, so then each count must lie
 * between that of the acked sentences and that of all emissions.
 */
final class WordCheck {
    private WordCheck() {
    }

    /** What is wrong, or null; only meaningful for figures of a topology at rest. */
    static String error(FigureFiles figures, String[] sentences, boolean acks) {
        Map<String, Long> counted = new TreeMap<>();
        for (String table : figures.tables("words")) {
            for (String pair : table.isEmpty() ? new String[0] : table.split(", ")) {
                int equals = pair.lastIndexOf('=');
                counted.merge(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)), Long::sum);
            }
        }
        Map<String, Long> most = words(figures, "emitted", sentences);
        boolean exact = figures.last(null, FigureFiles.FAILED) == 0;
        Map<String, Long> least = exact || !acks ? most : words(figures, "acked", sentences);
        if (most.isEmpty()) {
            return "no sentence was emitted";
        }
        if (!most.keySet().containsAll(counted.keySet())) {
            return "words were counted that are in no sentence";
        }
        for (Map.Entry<String, Long> e : most.entrySet()) {
            long count = counted.getOrDefault(e.getKey(), 0L);
            long low = least.getOrDefault(e.getKey(), 0L);
            if (count < low || count > e.getValue()) {
                return e.getKey() + " was counted " + count + " times instead of " + (low == e.getValue() ? "" : low + " to ") + e.getValue();
            }
        }
        return null;
    }

    private static Map<String, Long> words(FigureFiles figures, String table, String[] sentences) {
        Map<String, Long> words = new TreeMap<>();
        for (String text : figures.tables(table)) {
            String[] times = text.substring(1, text.length() - 1).split(", ");
            for (int i = 0; i < sentences.length; i++) {
                long n = Long.parseLong(times[i]);
                if (n > 0) {
                    for (String word : sentences[i].split(" ")) {
                        words.merge(word, n, Long::sum);
                    }
                }
            }
        }
        return words;
    }

    /** Whether everything that was emitted has arrived and the tables are about that. */
    static boolean settled(FigureFiles figures, boolean acks) {
        long emitted = figures.last("spout", FigureFiles.EMITTED);
        long done = figures.last("spout", FigureFiles.ACKED) + figures.last("spout", FigureFiles.FAILED);
        return emitted > 0 && (!acks || emitted == done) && sum(figures, "emitted") == emitted
            && sumOfWords(figures) == figures.last("count", FigureFiles.EXECUTED)
            && (figures.last(null, FigureFiles.FAILED) > 0 || sumOfWords(figures) >= emitted);
    }

    private static long sum(FigureFiles figures, String table) {
        return figures.tables(table).stream().flatMap(t -> java.util.Arrays.stream(t.substring(1, t.length() - 1).split(", "))).mapToLong(Long::parseLong).sum();
    }

    private static long sumOfWords(FigureFiles figures) {
        return figures.tables("words").stream().filter(t -> !t.isEmpty()).flatMap(t -> java.util.Arrays.stream(t.split(", ")))
            .mapToLong(p -> Long.parseLong(p.substring(p.lastIndexOf('=') + 1))).sum();
    }
}
