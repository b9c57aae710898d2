// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the house asks of every source file. */
class HouseRulesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_FILE = 500;
    private static final String HEADER =
        "// SPDX-FileCopyrightText: 2026 The Tempest authors\n// SPDX-License-Identifier: Apache-2.0\n";
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|(?i)\\bnot (yet )?implemented\\b");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep");

    @Test
    void every_source_file_carries_the_licence_header() {
        assertEquals(List.of(), sources("").filter(f -> !read(f).startsWith(HEADER)).map(HouseRulesTest::name).toList());
    }

    @Test
    void files_stay_under_500_lines_but_for_the_listed_exceptions() throws IOException {
        Set<String> allowed = Files.readAllLines(Path.of("long-files.txt")).stream()
            .filter(l -> !l.startsWith("#") && !l.isBlank()).map(l -> l.split("\\s")[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = sources("/src/main/").filter(f -> read(f).lines().count() > LONGEST_FILE)
            .map(HouseRulesTest::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(allowed, found, "long-files.txt lists exactly the files over " + LONGEST_FILE + " lines");
    }

    @Test
    void nothing_is_unfinished_by_its_own_word() {
        assertEquals(List.of(), sources("").filter(f -> !f.endsWith("HouseRulesTest.java"))
            .filter(f -> UNFINISHED.matcher(read(f)).find()).map(HouseRulesTest::name).toList());
    }

    @Test
    void tests_wait_for_conditions_and_do_not_sleep() {
        assertEquals(List.of(), sources("/src/test/").filter(f -> !f.endsWith("HouseRulesTest.java"))
            .filter(f -> SLEEP.matcher(read(f)).find()).map(HouseRulesTest::name).toList());
    }

    @Test
    void every_package_of_the_engine_has_its_sentence() {
        Set<Path> packages = sources("/src/main/java/tempest/").map(Path::getParent).collect(Collectors.toSet());
        List<String> silent = new ArrayList<>();
        packages.forEach(p -> {
            if (!Files.exists(p.resolve("package-info.java"))) {
                silent.add(name(p));
            }
        });
        assertEquals(List.of(), silent.stream().sorted().toList());
    }

    @Test
    void there_is_something_to_check() {
        assertTrue(sources("/src/main/java/tempest/").count() > 50);
    }

    private static Stream<Path> sources(String part) {
        List<Path> found = new ArrayList<>();
        try {
            // Folders where others write meanwhile are not entered at all.
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean foreign = Set.of(".git", "target", "build").contains(folder.getFileName().toString())
                        || name(folder).startsWith("thrift/src/main/java");
                    return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java") && ("/" + name(file)).contains(part)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            return found.stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return ROOT.relativize(file.toAbsolutePath().normalize()).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
