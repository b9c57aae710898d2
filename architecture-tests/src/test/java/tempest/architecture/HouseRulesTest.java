// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the house asks of every source file. */
class HouseRulesTest {
    private static final int LONGEST_FILE = 500;
    private static final String HEADER =
        "// SPDX-FileCopyrightText: 2026 The Tempest authors\n// SPDX-License-Identifier: Apache-2.0\n";
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|(?i)\\bnot (yet )?implemented\\b");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep");

    @Test
    void everySourceFileCarriesTheLicenceHeader() {
        assertEquals(List.of(), SourceTree.sources("").filter(f -> !SourceTree.read(f).startsWith(HEADER)).map(SourceTree::name).toList());
    }

    @Test
    void filesStayUnder500LinesButForTheListedExceptions() throws IOException {
        Set<String> allowed = Files.readAllLines(Path.of("long-files.txt")).stream()
            .filter(l -> !l.startsWith("#") && !l.isBlank()).map(l -> l.split("\\s")[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = SourceTree.sources("/src/main/").filter(f -> SourceTree.read(f).lines().count() > LONGEST_FILE)
            .map(SourceTree::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(allowed, found, "long-files.txt lists exactly the files over " + LONGEST_FILE + " lines");
    }

    @Test
    void nothingIsUnfinishedByItsOwnWord() {
        assertEquals(List.of(), SourceTree.sources("").filter(f -> !f.endsWith("HouseRulesTest.java"))
            .filter(f -> UNFINISHED.matcher(SourceTree.read(f)).find()).map(SourceTree::name).toList());
    }

    @Test
    void testsWaitForConditionsAndDoNotSleep() {
        assertEquals(List.of(), SourceTree.sources("/src/test/").filter(f -> !f.endsWith("HouseRulesTest.java"))
            .filter(f -> SLEEP.matcher(SourceTree.read(f)).find()).map(SourceTree::name).toList());
    }

    @Test
    void everyPackageOfTheEngineHasItsSentence() {
        Set<Path> packages = SourceTree.sources("/src/main/java/tempest/").map(Path::getParent).collect(Collectors.toSet());
        List<String> silent = new ArrayList<>();
        packages.forEach(p -> {
            if (!Files.exists(p.resolve("package-info.java"))) {
                silent.add(SourceTree.name(p));
            }
        });
        assertEquals(List.of(), silent.stream().sorted().toList());
    }

    @Test
    void thereIsSomethingToCheck() {
        assertTrue(SourceTree.sources("/src/main/java/tempest/").count() > 50);
    }
}
