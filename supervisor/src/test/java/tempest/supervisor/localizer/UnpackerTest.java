// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackerTest {

    @TempDir
    private Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] tar(boolean gzip, String linkTarget, String fileName) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream out = gzip ? new GZIPOutputStream(bytes) : bytes;
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            if (linkTarget != null) {
                TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
                link.setLinkName(linkTarget);
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
            byte[] content = "text".getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry file = new TarArchiveEntry(fileName, true);
            file.setMode(0755);
            file.setSize(content.length);
            tar.putArchiveEntry(file);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void zipsAndTarsUnpackByTheEndingOfTheirKey() throws IOException {
        Unpacker.archive("a.ZIP", write("a", FakeBlobs.zip(Map.of("x/y.txt", "text"))), folder.resolve("zip"));
        assertEquals("text", Files.readString(folder.resolve("zip/x/y.txt")));
        for (boolean gzip : new boolean[] {true, false}) {
            Path into = folder.resolve("tar" + gzip);
            String longName = "d/" + "n".repeat(150) + ".sh";
            Unpacker.archive(gzip ? "b.tar.gz" : "b.tar", write("b" + gzip, tar(gzip, null, longName)), into);
            assertEquals("text", Files.readString(into.resolve(longName)));
            assertTrue(Files.isExecutable(into.resolve(longName)));
        }
    }

    @Test
    void anArchiveOfAnUnknownKindIsRefusedWithWhatWouldBeRight() {
        IOException e = assertThrows(IOException.class, () -> Unpacker.archive("a.rar", write("r", new byte[10]), folder.resolve("rar")));
        assertTrue(e.getMessage().contains(".tgz"), e.getMessage());
    }

    @Test
    void anEntryThatWouldLandOutsideFailsTheWhole() throws IOException {
        Path into = Files.createDirectories(folder.resolve("deep/er"));
        for (String name : new String[] {"../evil.txt", "x/../../evil.txt", "/tmp-evil/evil.txt"}) {
            Path zip = write("evil", FakeBlobs.zip(Map.of(name, "evil")));
            assertThrows(IOException.class, () -> Unpacker.archive("e.zip", zip, into), name);
            Path jar = write("evil.jar", FakeBlobs.zip(Map.of("resources/" + name, "evil")));
            assertThrows(IOException.class, () -> Unpacker.resources(jar, into), name);
        }
        assertThrows(IOException.class, () -> Unpacker.archive("e.tar", write("t", tar(false, null, "../evil.txt")), into));
        assertFalse(Files.exists(folder.resolve("deep/evil.txt")));
        assertFalse(Files.exists(folder.resolve("evil.txt")));
    }

    @Test
    void aLinkThatLeadsOutsideFailsTheWholeAndOneInsideIsFine() throws IOException {
        Path into = folder.resolve("links");
        assertThrows(IOException.class, () -> Unpacker.archive("l.tar", write("l", tar(false, "../..", "a.txt")), into));
        assertThrows(IOException.class, () -> Unpacker.archive("m.tar", write("m", tar(false, "/etc", "a.txt")), folder.resolve("links2")));
        Unpacker.archive("k.tar", write("k", tar(false, "a.txt", "a.txt")), folder.resolve("links3"));
        assertEquals("text", Files.readString(folder.resolve("links3/link")));
    }
}
