// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which version of Tempest is unpacked in a folder. Stateless; any thread. The version of Storm's API is another matter. */
public final class Release {
    private static final String FILE = "RELEASE";

    private Release() {
    }

    /** What the file RELEASE in the installation's folder says, or "unreleased" outside an unpacked Tempest. */
    public static String of(Path home) {
        Path file = home.resolve(FILE);
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "unreleased";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
