// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoggedOutputTest {
    private final List<String> lines = new ArrayList<>();
    private final PrintStream out = LoggedOutput.stream(lines::add);

    @Test
    void eachPrintedLineIsOneLineOfTheLog() {
        out.print("one ");
        out.println("line");
        out.printf("two%nthree\r\n");
        out.print("unfinished");
        assertEquals(List.of("one line", "two", "three"), lines);
    }

    @Test
    void otherAlphabetsComeThrough() {
        out.println("Zürich 東京");
        assertEquals(List.of("Zürich 東京"), lines);
    }

    @Test
    void anEndlessLineIsCut() {
        out.print("x".repeat(70_000));
        out.println();
        assertEquals(2, lines.size());
        assertEquals(70_000, lines.get(0).length() + lines.get(1).length());
    }

    @Test
    void aLoggerThatPrintsDoesNotRecurse() {
        List<String> logged = new ArrayList<>();
        PrintStream[] stream = new PrintStream[1];
        stream[0] = LoggedOutput.stream(line -> {
            logged.add(line);
            stream[0].println("printed while logging");
        });
        stream[0].println("hello");
        assertEquals(List.of("hello"), logged);
    }
}
