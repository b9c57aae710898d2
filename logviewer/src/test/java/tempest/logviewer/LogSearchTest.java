// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSearchTest {
    @TempDir
    private Path folder;

    @Test
    void everyMatchIsFoundOnceWhereverPiecesOfTheFileMeet() throws IOException {
        Random random = new Random(11);
        for (String wanted : List.of("a", "aa", "abab", "needle in a haystack")) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 900_000) {
                text.append(random.nextInt(3) == 0 ? wanted : random.nextInt(2) == 0 ? "ab" : "x".repeat(random.nextInt(4000)));
            }
            Path file = Files.writeString(folder.resolve("worker.log"), text, StandardCharsets.US_ASCII);
            List<Long> expected = new ArrayList<>();
            for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
                expected.add((long) at);
            }
            assertEquals(expected, LogSearch.in(file, wanted, Integer.MAX_VALUE, 0).matches().stream().map(LogSearch.Match::offset).toList(), wanted);
            // The same in steps.
            List<Long> stepped = new ArrayList<>();
            long next = 0;
            while (next >= 0) {
                LogSearch.Found found = LogSearch.in(file, wanted, 97, next);
                found.matches().forEach(match -> stepped.add(match.offset()));
                next = found.next();
            }
            assertEquals(expected, stepped, wanted);
        }
    }

    @Test
    void aMatchHasItsContext() throws IOException {
        Path file = Files.writeString(folder.resolve("worker.log"), "before needle after");
        LogSearch.Match match = LogSearch.in(file, "needle", 10, 0).matches().get(0);
        assertEquals(List.of("before ", "needle", " after"), List.of(match.before(), match.text(), match.after()));
        assertEquals(List.of(), LogSearch.in(file, "needle", 10, 1000).matches());
    }
}
