// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation compile, its links lead somewhere, and the keys and tests it names exist. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final Pattern KEY = Pattern.compile("`((?:topology|nimbus|supervisor|storm|worker|ui|logviewer|drpc)\\.[a-z.]+[a-z])`");

    @Test
    void javaExamplesCompile(@TempDir Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int compiled = 0;
        for (Path document : documents()) {
            for (Matcher m = JAVA.matcher(Files.readString(document)); m.find();) {
                Matcher name = CLASS.matcher(m.group(1));
                assertTrue(name.find(), document + " has an example without a public class");
                Path file = folder.resolve(name.group(1) + ".java");
                Files.writeString(file, m.group(1));
                StringWriter said = new StringWriter();
                boolean ok = compiler.getTask(said, null, null, List.of("-d", folder.toString(), "-proc:none"), null,
                    compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file)).call();
                assertTrue(ok, document + ":\n" + said);
                compiled++;
            }
        }
        assertTrue(compiled > 0, "no example found");
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (Matcher m = LINK.matcher(Files.readString(document)); m.find();) {
                if (!Files.exists(document.resolveSibling(m.group(1)))) {
                    broken.add(ROOT.relativize(document) + " -> " + m.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path document : documents()) {
            for (Matcher m = TEST.matcher(Files.readString(document)); m.find();) {
                String file = m.group(1) + ".java";
                try (Stream<Path> sources = Files.find(ROOT, 16, (path, attributes) -> path.endsWith(file))) {
                    Path test = sources.findFirst().orElse(null);
                    if (test == null || !Files.readString(test).contains(" " + m.group(2) + "(")) {
                        missing.add(document + ": " + m.group());
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void configurationKeysExist() throws IOException {
        String keys = Files.readString(ROOT.resolve("conf/defaults.yaml"))
            + Files.readString(ROOT.resolve("api/src/main/java/org/apache/storm/Config.java"))
            + Files.readString(ROOT.resolve("api/src/main/java/org/apache/storm/DaemonConfig.java"));
        List<String> unknown = new ArrayList<>();
        for (Path document : documents()) {
            for (Matcher m = KEY.matcher(Files.readString(document)); m.find();) {
                String key = m.group(1);
                boolean file = key.matches(".*\\.(yaml|log|jar|cmd|ser|xml|py)");
                if (!file && !keys.contains(key)) {
                    unknown.add(ROOT.relativize(document) + ": " + key);
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs).filter(f -> f.toString().endsWith(".md")).sorted().toList();
        }
    }
}
