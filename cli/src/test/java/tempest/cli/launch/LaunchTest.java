// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchTest {
    @Test
    void theNearestNameIsFoundAcrossSwapsAndSlipsButNotAcrossAnything() {
        List<String> names = List.of("list", "kill", "rebalance", "nimbus");
        assertEquals(Optional.of("list"), NearestName.of("lsit", names));
        assertEquals(Optional.of("rebalance"), NearestName.of("reblance", names));
        assertEquals(Optional.of("nimbus"), NearestName.of("NIMBUS", names));
        assertEquals(Optional.empty(), NearestName.of("upload", names));
    }

    @Test
    void jvmOptionsSplitAtBlanksOutsideOfQuotes() {
        assertEquals(List.of("-Xmx64m", "-Dname=two words", "-Dempty="), ShellWords.of(" -Xmx64m  '-Dname=two words' -Dempty=\"\" "));
        assertEquals(List.of("-a", "-b", "-c"), ShellWords.of(List.of("-a -b", "-c")));
        assertEquals(List.of(), ShellWords.of(null));
        assertThrows(CommandFailure.class, () -> ShellWords.of("-D'open"));
    }
}
