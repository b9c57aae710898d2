// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Apache Storm's published tests pass against our jars, but for those that a list names with the reason; and a listed one that passes is taken off the
 * list.
 */
class PublishedTestsTest {
    @Test
    void theClientsTestsPassButForTheListed() throws Exception {
        check("storm-client", 200);
    }

    @Test
    void theServersTestsPassButForTheListed() throws Exception {
        check("storm-server", 100);
    }

    private static void check(String artifact, int atLeast) throws Exception {
        Path jar = Path.of(ChildJvm.classPath().stream().filter(entry -> entry.matches(".*" + artifact + "-[0-9.]+-tests\\.jar")).findFirst()
            .orElseThrow(() -> new AssertionError("the tests of " + artifact + " are not on the class path")));
        Map<String, Set<String>> published = PublishedTests.of(jar);
        Set<String> all = new LinkedHashSet<>();
        published.forEach((name, methods) -> methods.forEach(method -> all.add(name + "#" + method)));
        assertTrue(all.size() >= atLeast, artifact + " has " + all.size() + " tests");
        Map<String, String> listed = listed(artifact, all);
        Set<String> toRun = new LinkedHashSet<>(all);
        toRun.removeIf(test -> listed.getOrDefault(test, "").startsWith("!"));
        Map<String, String> failed = new PublishedTestsJvm(Files.createDirectories(Path.of("target", "published", artifact).toAbsolutePath()), jar).run(toRun);
        report(artifact, all, toRun, failed);
        Map<String, String> unexpected = new TreeMap<>(failed);
        unexpected.keySet().removeAll(listed.keySet());
        Set<String> passing = new TreeSet<>(listed.keySet());
        passing.retainAll(toRun);
        passing.removeAll(failed.keySet());
        assertEquals("", String.join("\n", lines(unexpected)), "tests that fail and are not listed");
        assertEquals(Set.of(), passing, "tests that are listed and pass: take them off the list");
    }

    private static List<String> lines(Map<String, String> tests) {
        List<String> lines = new ArrayList<>();
        tests.forEach((test, reason) -> lines.add(test + " " + reason));
        return lines;
    }

    private static void report(String artifact, Set<String> all, Set<String> run, Map<String, String> failed) throws IOException {
        List<String> lines = new ArrayList<>(lines(failed));
        lines.add(artifact + ": " + all.size() + " published tests, " + run.size() + " run, " + (run.size() - failed.size()) + " passed");
        Files.write(Path.of("target", "published", artifact, "report.txt"), lines);
    }

    /** The listed tests with their reasons; {@code Class#*} stands for all of a class. A reason that begins with ! keeps a test from being run. */
    private static Map<String, String> listed(String artifact, Set<String> all) throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src", "test", "resources", "published", artifact + ".txt"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\s+", 2);
            assertTrue(parts.length == 2, line + ": a reason is missing");
            List<String> meant = all.stream().filter(test -> test.equals(parts[0])
                || parts[0].endsWith("#*") && test.startsWith(parts[0].substring(0, parts[0].length() - 1))).toList();
            assertTrue(!meant.isEmpty(), parts[0] + " is listed, and there is no such test");
            meant.forEach(test -> listed.put(test, parts[1]));
        }
        return listed;
    }
}
