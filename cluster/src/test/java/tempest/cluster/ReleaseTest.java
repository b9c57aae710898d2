// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {

    @Test
    void theVersionIsWhatTheInstallationSaysOfItself(@TempDir Path home) throws IOException {
        assertEquals("unreleased", Release.of(home));
        Files.writeString(home.resolve("RELEASE"), "0.1.0\n");
        assertEquals("0.1.0", Release.of(home));
    }
}
