// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What Apache Storm's shaded libraries hold is ours under the same names, or it is one of the big ones that a missing class is told with. */
class StormLibrariesTest {
    private static final String SHADED = "org/apache/storm/shade/";
    private static final List<String> OURS = List.of("com/google/", "net/minidev/", "org/apache/commons/", "org/jctools/", "org/objectweb/", "org/yaml/");
    private static final Set<String> BIG =
        Set.of("io/netty", "org/apache/curator", "org/apache/jute", "org/apache/zookeeper", "org/jgrapht", "org/xerial", "uk/org");
    /** What json-smart and snakeyaml have dropped between the releases that Storm has and the ones that the contract here stands on. */
    private static final Set<String> DROPPED = Set.of("net/minidev/json/parser/MultipleJsonParser", "org/yaml/snakeyaml/constructor/BaseConstructor$RecursiveTuple",
        "org/yaml/snakeyaml/extensions/compactnotation/CompactConstructor", "org/yaml/snakeyaml/extensions/compactnotation/CompactConstructor$ConstructCompactObject",
        "org/yaml/snakeyaml/extensions/compactnotation/CompactData", "org/yaml/snakeyaml/extensions/compactnotation/PackageCompactConstructor",
        "org/yaml/snakeyaml/external/biz/base64Coder/Base64Coder");

    @Test
    void theSmallLibrariesAreThereWithEveryClass() throws Exception {
        Set<String> ours = new TreeSet<>();
        for (String jar : StormApiTool.ours()) {
            if (jar.endsWith(".jar")) {
                ours.addAll(classes(jar));
            }
        }
        Set<String> missing = shadedByStorm().stream().filter(StormLibrariesTest::isSmall).filter(name -> !ours.contains(name))
            .map(name -> name.substring(SHADED.length(), name.length() - ".class".length())).collect(Collectors.toSet());
        assertEquals(DROPPED, missing);
    }

    @Test
    void theOthersAreTheBigOnesThatAreNamed() throws Exception {
        Set<String> others = shadedByStorm().stream().filter(name -> !isSmall(name)).map(StormLibrariesTest::library).collect(Collectors.toSet());
        assertEquals(BIG, others);
    }

    private static boolean isSmall(String name) {
        return OURS.stream().anyMatch(prefix -> name.startsWith(SHADED + prefix));
    }

    /** The first two parts of a library's own name, or three below {@code org/apache}. */
    private static String library(String name) {
        String[] parts = name.substring(SHADED.length()).split("/");
        return parts[0] + "/" + parts[1] + (parts[1].equals("apache") ? "/" + parts[2] : "");
    }

    private static Set<String> shadedByStorm() throws IOException {
        String jar = StormApiTool.jars(Path.of("target/storm-reference")).stream().filter(j -> j.contains("storm-shaded-deps")).findFirst().orElseThrow();
        return classes(jar).stream().filter(name -> name.startsWith(SHADED)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that code can name: not the anonymous ones. */
    private static Set<String> classes(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return file.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class") && !name.matches(".*\\$\\d.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
