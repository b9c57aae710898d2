// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.validation.ConfigKeys;
import org.junit.jupiter.api.Test;

/** The committed reference of configuration keys says what the code says. */
class ConfigReferenceTest {
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/configuration-reference.md");
    private static final String RENEW = "tempest.renew.reference";
    private static final String COMMAND =
        "mvn verify -pl architecture-tests -am -Dtest=ConfigReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -D" + RENEW + "=true";
    private static final String OLD = "docs/configuration-reference.md is old; renew it: " + COMMAND;

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        String made = new ConfigReference(KeyReaders.ofStormsKeys()).page(COMMAND);
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(PAGE, made);
        }
        List<String> expected = List.of(made.split("\n"));
        List<String> written = Files.readAllLines(PAGE);
        // Line by line, since a comparison of the whole would print the page twice.
        for (int i = 0; i < Math.min(expected.size(), written.size()); i++) {
            assertEquals(expected.get(i), written.get(i), OLD);
        }
        assertEquals(expected.size(), written.size(), OLD);
    }

    @Test
    void everyKeyHasItsRow() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (Matcher row = Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(Files.readString(PAGE)); row.find();) {
            rows.add(row.group(1));
        }
        assertEquals(new TreeSet<>(ConfigKeys.all()), rows);
    }
}
