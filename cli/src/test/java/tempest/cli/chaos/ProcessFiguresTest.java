// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsOpenedIsAHandleMore() throws Exception {
        long self = ProcessHandle.current().pid();
        // Classes and their files that looking itself needs are there from the first look on.
        ProcessFigures.of(self);
        int before = ProcessFigures.of(self).handles();
        try (var one = Files.newInputStream(Files.createFile(folder.resolve("one"))); var two = Files.newInputStream(folder.resolve("one"))) {
            assertTrue(ProcessFigures.of(self).handles() >= before + 2);
        }
        assertTrue(ProcessFigures.of(self).threads() > 1);
        assertTrue(ProcessFigures.of(self).residentMb() > 10);
    }

    @Test
    void aProcessThatIsNotThereIsNamed() {
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> ProcessFigures.of(Long.MAX_VALUE));
        assertTrue(e.getMessage().startsWith("process " + Long.MAX_VALUE + " cannot be looked at: "), e.getMessage());
    }

    @Test
    void theSumOfAHistogramIsItsLastLine() {
        assertEquals(2, ProcessFigures.totalMb(" num     #instances\n   1:   25  Total [B\nTotal         61217        2097152\n"));
        assertEquals(-1, ProcessFigures.totalMb("com.sun.tools.attach.AttachNotSupportedException"));
    }
}
