// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestLinesTest {
    @TempDir
    private Path folder;

    @Test
    void theLatestLinesComeFirstWholeAndOnceWhereverPiecesOfTheFileMeet() throws IOException {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            lines.add("line " + i + " " + "x".repeat(random.nextInt(60)) + (random.nextInt(4) == 0 ? " needle in a haystack needle" : ""));
        }
        String text = String.join("\n", lines) + "\n";
        Path plain = Files.writeString(folder.resolve("worker.log"), text);
        Path packed = folder.resolve("worker.log.1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        List<String> expected = new ArrayList<>(lines.stream().filter(line -> line.contains("needle in")).toList());
        java.util.Collections.reverse(expected);
        for (Path file : List.of(plain, packed)) {
            List<LatestLines.Line> all = LatestLines.of(file, "needle in", Integer.MAX_VALUE);
            assertEquals(expected, all.stream().map(LatestLines.Line::text).toList(), file.toString());
            assertEquals(expected.subList(0, 50), LatestLines.of(file, "needle in", 50).stream().map(LatestLines.Line::text).toList(), file.toString());
            for (LatestLines.Line line : all.subList(0, 50)) {
                assertTrue(text.startsWith("needle in", (int) line.offset()), line.toString());
            }
        }
    }

    @Test
    void aLineHasItsNeighboursAndALongOneIsCut() throws IOException {
        Path file = Files.writeString(folder.resolve("worker.log"), "one\ntwo\nthree\nthe needle is here\nfive\nsix\nseven");
        assertEquals(List.of(new LatestLines.Line(18, List.of("two", "three"), "the needle is here", List.of("five", "six"))), LatestLines.of(file, "needle", 9));
        Files.writeString(file, "x".repeat(100_000) + "needle" + "y".repeat(100_000) + "\nfirst needle");
        List<LatestLines.Line> lines = LatestLines.of(file, "needle", 9);
        assertEquals(List.of("first needle", "x".repeat(8192) + "needle" + "y".repeat(8192)), lines.stream().map(LatestLines.Line::text).toList());
        assertEquals(List.of(), LatestLines.of(file, "nothing", 9));
    }
}
