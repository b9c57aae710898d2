// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The sentences in the jar, as the spout reads them. */
final class Sentences {
    private Sentences() {
    }

    static String[] read() throws IOException {
        try (InputStream in = Sentences.class.getResourceAsStream("/benchmarks/sentences.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toArray(String[]::new);
        }
    }
}
