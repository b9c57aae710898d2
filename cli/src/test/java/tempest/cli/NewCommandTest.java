// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;

/** `storm new` writes the archetype's files as Maven would, and never over what is there. */
class NewCommandTest {
    private static final Path TEMPLATE = Path.of("../archetype/src/main/resources");
    private static final String VERSION = "0.1.0";

    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void packTheTemplate() throws IOException {
        Path jar = folder.resolve("home/repository/tempest/tempest-archetype/" + VERSION + "/tempest-archetype-" + VERSION + ".jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(folder.resolve("home/RELEASE"), VERSION + "\n");
        try (JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(TEMPLATE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new JarEntry(TEMPLATE.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }

    private int storm(String... words) {
        out.reset();
        err.reset();
        Path home = folder.resolve("home");
        return new Cli(new CommandEnvironment(new Installation(home, home.resolve("conf"), Map.of()), Map.of(),
            new CommandEnvironment.Console(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)),
            overrides -> Map.of(), command -> 0)).run(words);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aProjectIsWrittenWithItsNameItsPackageAndOurVersion() throws IOException {
        Path project = folder.resolve("my-first");
        assertEquals(0, storm("new", project.toString()), err());
        List<String> files;
        try (Stream<Path> all = Files.walk(project)) {
            files = all.filter(Files::isRegularFile).map(f -> project.relativize(f).toString()).sorted().toList();
        }
        String main = "src/main/java/com/example/myfirst/";
        assertEquals(List.of("README.md", "pom.xml", main + "Count.java", main + "Sentences.java", main + "Split.java", main + "Top.java",
            main + "WordCount.java", "src/test/java/com/example/myfirst/WordCountTest.java"), files);
        assertTrue(Files.readString(project.resolve(main + "Top.java")).startsWith("package com.example.myfirst;\n"));
        String pom = Files.readString(project.resolve("pom.xml"));
        assertTrue(pom.contains("<artifactId>my-first</artifactId>") && pom.contains("<tempest.version>" + VERSION + "</tempest.version>"), pom);
        for (String file : files) {
            String text = Files.readString(project.resolve(file)).replace("${tempest.version}", "");
            assertFalse(text.contains("${"), file + " has a name left:\n" + text);
        }
    }

    @Test
    void groupAndPackageAreTheUsersChoice() throws IOException {
        Path project = folder.resolve("other");
        assertEquals(0, storm("new", "--group", "org.acme", "--package", "org.acme.streams", project.toString()), err());
        assertTrue(Files.readString(project.resolve("pom.xml")).contains("<groupId>org.acme</groupId>"));
        assertTrue(Files.exists(project.resolve("src/main/java/org/acme/streams/WordCount.java")));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("org.acme.streams.WordCount"));
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("pom.xml"), "mine");
        assertEquals(1, storm("new", mine.toString()));
        assertEquals("storm new: " + mine + " is not empty; name a folder that does not exist yet\n", err());
        assertEquals("mine", Files.readString(mine.resolve("pom.xml")));
    }

    @Test
    void whatCannotBeAPackageIsRefusedWithAWayOut() {
        assertEquals(2, storm("new", folder.resolve("2nd").toString()));
        assertTrue(err().startsWith("storm new: 'com.example.2nd' cannot be a Java package: name one with --package"), err());
        assertEquals(2, storm("new", "--package", "org.new", folder.resolve("x").toString()));
        assertTrue(err().startsWith("storm new: --package takes a package name such as org.example, not 'org.new'"), err());
        assertEquals(2, storm("new"));
        assertFalse(Files.exists(folder.resolve("2nd")) || Files.exists(folder.resolve("x")));
    }

    @Test
    void anInstallationWithoutTheTemplateSaysWhatIsMissing() throws IOException {
        Files.writeString(folder.resolve("home/RELEASE"), "9\n");
        assertEquals(1, storm("new", folder.resolve("x").toString()));
        assertTrue(err().startsWith("storm new: the project's template is missing: ") && err().endsWith("; unpack Tempest 9 again\n"), err());
    }
}
