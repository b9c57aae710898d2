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

/** A daemon may be killed, or its disk be full, in the middle of any write: who does not write by AtomicFile says in file-writes.txt why that does no harm. */
class FileWritesTest {
    private static final Pattern WRITE = Pattern.compile("Files\\.(write|writeString|newOutputStream|newBufferedWriter|copy)\\("
        + "|new FileWriter|new RandomAccessFile\\([^)]*\"rw");
    private static final Pattern DAEMONS = Pattern.compile("(cluster|nimbus|supervisor)/.*");

    @Test
    void whoeverWritesAFileInPlaceSaysWhyHalfOfItDoesNoHarm() throws IOException {
        Set<String> writers = new TreeSet<>();
        SourceTree.sources("/src/main/java/").filter(file -> DAEMONS.matcher(SourceTree.name(file)).matches())
            .filter(file -> WRITE.matcher(SourceTree.read(file)).find())
            .forEach(file -> writers.add(SourceTree.name(file).replaceFirst(".*/src/main/java/", "").replace(".java", "").replace('/', '.')));
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("file-writes.txt"))) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ", 2);
                assertTrue(words.length == 2 && !words[1].isBlank(), () -> "no reason: " + line);
                listed.add(words[0]);
            }
        }
        assertEquals(listed, writers, "file-writes.txt and those who write files; write by AtomicFile, or say why not");
    }
}
