// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The time of day may be set by an hour at any moment, so only those read it who say in time-of-day.txt why that is right. */
class TimeOfDayTest {
    private static final Pattern READ = Pattern.compile("System(\\.|::)currentTimeMillis|\\bTime(\\.|::)current(TimeMillis|TimeSecs)"
        + "|\\bTime\\.delta(Ms|Secs)|Instant\\.now|new Date\\(\\)|LocalDate(Time)?\\.now|[Cc]lock(\\(\\))?\\.(millis|secs)\\(\\)|network\\.millis\\(\\)"
        + "|\\(millis\\(\\) / 1000\\)");
    /** What users run or read, and what measures. */
    private static final Pattern ELSEWHERE = Pattern.compile("(benchmarks|storm-starter|archetype|compat-tests|process-tests|memory-model-tests)/.*");

    @Test
    void whoeverReadsTheTimeOfDaySaysWhy() throws IOException {
        Set<String> readers = new TreeSet<>();
        SourceTree.sources("/src/main/java/").filter(file -> !ELSEWHERE.matcher(SourceTree.name(file)).matches())
            .filter(file -> READ.matcher(SourceTree.read(file)).find())
            .forEach(file -> readers.add(SourceTree.name(file).replaceFirst(".*/src/main/java/", "").replace(".java", "").replace('/', '.')));
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("time-of-day.txt"))) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ", 2);
                assertTrue(words.length == 2 && !words[1].isBlank(), () -> "no reason: " + line);
                listed.add(words[0]);
            }
        }
        assertEquals(listed, readers, "time-of-day.txt and those who read the time of day; measure by a monotonic clock, or say why not");
    }
}
