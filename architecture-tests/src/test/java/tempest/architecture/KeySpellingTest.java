// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.storm.validation.ConfigNotices;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.junit.jupiter.api.Test;

/** What looks like a key in code that others published is not taken for a slip of one of Storm's. */
class KeySpellingTest {
    private static final Pattern LIKE_A_KEY = Pattern.compile("[a-zA-Z][\\w-]*(\\.[\\w-]+)+");

    @Test
    void connectorsKeysAreNoSlips() throws Exception {
        assertEquals(List.of(), slips(StormApiTool.jars(Path.of("target/connectors"))));
    }

    @Test
    void whatApacheStormItselfNamesIsNoSlip() throws Exception {
        assertEquals(List.of(), slips(StormApiTool.jars(Path.of("target/storm-reference")).stream().filter(jar -> !jar.contains("shaded")).toList()));
    }

    private static List<String> slips(List<String> jars) {
        Map<String, Object> conf = new HashMap<>();
        for (String jar : jars) {
            Set<String> strings = new TreeSet<>(KeyReaders.stringsOf(Path.of(jar)));
            strings.removeIf(text -> text.length() > 80 || !LIKE_A_KEY.matcher(text).matches());
            strings.forEach(text -> conf.put(text, null));
        }
        assertTrue(conf.size() > 20, "only " + conf.size() + " strings are like keys in " + jars);
        return ConfigNotices.of(conf, Set.of(Reader.UI)).told();
    }
}
