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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

    @Test
    void aBombIsRefusedBeforeItFillsTheDisk() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 20; i++) {
                zip.write(zeros);
            }
        }
        Path bomb = write("bomb", bytes.toByteArray());
        Path into = folder.resolve("bombed");
        String refusal = assertThrows(IOException.class, () -> Unpacker.archive("b.zip", bomb, into, new Unpacker.Size(1 << 20))).getMessage();
        assertTrue(refusal.contains("it unpacks to more than 1048576 bytes"), refusal);
        assertTrue(Files.size(into.resolve("zeros")) <= 1 << 20);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(many)) {
            for (int i = 0; i <= Unpacker.MOST_ENTRIES; i++) {
                zip.putNextEntry(new ZipEntry(i + "/../"));
                zip.closeEntry();
            }
        }
        Path crowd = write("many", many.toByteArray());
        String crowded = assertThrows(IOException.class, () -> Unpacker.archive("m.zip", crowd, folder.resolve("few"))).getMessage();
        assertTrue(crowded.contains("more than 100000 entries"), crowded);
    }

    @Test
    void linksThatLeadOutsideOnlyTogetherFailTheWhole() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String[] link : new String[][] {{"deep/er/up", "../.."}, {"deep/er/up/out", "../../outside"}}) {
                TarArchiveEntry entry = new TarArchiveEntry(link[0], TarConstants.LF_SYMLINK);
                entry.setLinkName(link[1]);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        Path archive = write("links", bytes.toByteArray());
        assertThrows(IOException.class, () -> Unpacker.archive("l.tar", archive, folder.resolve("a/linked")));
        assertFalse(Files.isSymbolicLink(folder.resolve("a/linked/out")));
    }
}
