// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a user's Maven project is made with fits what this build makes: the BOM names every module they need, and the template's versions are ours. */
class UserProjectTest {
    /** The modules whose classes users name. */
    private static final List<String> ROOTS = List.of("api", "trident", "redis", "state-rocksdb", "kafka", "flux", "extensions", "local");
    private static final Pattern DEPENDENCY = Pattern.compile(
        "<dependency>\\s*<groupId>tempest</groupId>\\s*<artifactId>tempest-([a-z-]+)</artifactId>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern VERSIONED = Pattern.compile("<artifactId>(maven-[a-z]+-plugin|junit-[a-z]+)</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern PARENT = Pattern.compile("<artifactId>tempest</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern OWN = Pattern.compile("<artifactId>tempest-bom</artifactId>\\s*<version>([^<]+)</version>");

    @Test
    void theBomNamesWhatUsersNameAndAllThatItBringsAlong() {
        Set<String> needed = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(ROOTS);
        while (!open.isEmpty()) {
            String module = open.remove();
            if (needed.add(module)) {
                DEPENDENCY.matcher(pom(module)).results().filter(m -> !m.group(2).contains("<scope>test") && !m.group(2).contains("<scope>provided"))
                    .forEach(m -> open.add(m.group(1)));
            }
        }
        Set<String> named = new TreeSet<>(DEPENDENCY.matcher(pom("bom")).results().map(m -> m.group(1)).toList());
        assertEquals(needed, named);
        assertEquals(version(PARENT, read("pom.xml")), version(OWN, pom("bom")));
    }

    @Test
    void theTemplatesPluginsAndJUnitAreThoseOfThisBuild() {
        Map<String, String> ours = versions(read("pom.xml"));
        Map<String, String> template = versions(read("archetype/src/main/resources/archetype-resources/pom.xml"));
        template.put("junit-bom", template.remove("junit-jupiter"));
        assertTrue(template.size() >= 6, template.toString());
        ours.keySet().retainAll(template.keySet());
        assertEquals(ours, template);
    }

    private static Map<String, String> versions(String pom) {
        Map<String, String> versions = new TreeMap<>();
        VERSIONED.matcher(pom).results().forEach(m -> versions.put(m.group(1), m.group(2)));
        return versions;
    }

    private static String version(Pattern of, String pom) {
        return of.matcher(pom).results().map(m -> m.group(1)).findFirst().orElseThrow();
    }

    private static String pom(String module) {
        return read(module + "/pom.xml");
    }

    private static String read(String file) {
        return SourceTree.read(SourceTree.ROOT.resolve(file));
    }
}
