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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name stands for one thing and is found where one looks for it: classes, tests, design pages. */
class NamesTest {
    private static final Path DESIGN = SourceTree.ROOT.resolve("docs/design");
    private static final Pattern TEST = Pattern.compile("(?m)^ +@(?:Test|TestFactory|ParameterizedTest|RepeatedTest)\\b");
    private static final Pattern METHOD =
        Pattern.compile("(?m)^ +(?:(?:public|protected|private|static|final) )*[A-Za-z][\\w.<>\\[\\], ?]* (\\w+)\\([^;{}\"]*\\)[^;{}\"]*\\{");
    private static final Pattern SENTENCE = Pattern.compile("(?!test(?:[A-Z0-9]|$))[a-z][a-zA-Z0-9]*");
    private static final Pattern PAGE = Pattern.compile("(\\d{3})-[a-z0-9-]+\\.md");
    private static final Pattern DATED = Pattern.compile("## \\d{4}-\\d{2}-\\d{2}: .+");

    @Test
    void aSimpleNameStandsForOneClassOfTheEngine() throws IOException {
        TreeMap<String, Integer> uses = new TreeMap<>();
        SourceTree.sources("/src/main/java/tempest/").map(f -> f.getFileName().toString().replace(".java", ""))
            .filter(name -> !name.equals("package-info")).forEach(name -> uses.merge(name, 1, Integer::sum));
        assertEquals(listed("twin-names.txt"), uses.keySet().stream().filter(name -> uses.get(name) > 1).collect(Collectors.toCollection(TreeSet::new)),
            "twin-names.txt lists exactly the simple names that stand for several classes");
    }

    @Test
    void testsAreNamedBySentencesInLowerCamelCase() throws IOException {
        TreeSet<String> outside = new TreeSet<>();
        int[] seen = {0};
        List<String> wrong = new ArrayList<>();
        Set<String> listed = listed("underscored-tests.txt");
        SourceTree.sources("/src/test/").forEach(file -> {
            String module = SourceTree.name(file).split("/src/")[0];
            String source = SourceTree.read(file);
            Matcher method = METHOD.matcher(source);
            for (Matcher test = TEST.matcher(source); test.find();) {
                seen[0]++;
                String name = method.find(test.end()) ? method.group(1) : "_unreadable";
                if (!SENTENCE.matcher(name).matches()) {
                    outside.add(module);
                    if (!listed.contains(module)) {
                        wrong.add(SourceTree.name(file) + ": " + name);
                    }
                }
            }
        });
        assertTrue(seen[0] > 900, () -> "only " + seen[0] + " tests found: the pattern misses some");
        assertEquals(List.of(), wrong);
        assertEquals(listed, outside, "underscored-tests.txt lists exactly the modules whose tests are still named otherwise");
    }

    @Test
    void designPagesAreNumberedWithoutGapsAndTwins() throws IOException {
        List<String> names = pages(DESIGN);
        names.remove("README.md");
        assertEquals(List.of(), names.stream().filter(name -> !PAGE.matcher(name).matches()).toList(), "a page is called NNN-title.md");
        assertEquals(IntStream.rangeClosed(1, names.size()).mapToObj(n -> String.format("%03d", n)).toList(),
            names.stream().map(name -> name.substring(0, 3)).toList());
        String index = Files.readString(DESIGN.resolve("README.md"));
        assertEquals(List.of(), names.stream().filter(name -> !index.contains("(" + name + ")")).toList(), "docs/design/README.md leads to every page");
        for (String name : names) {
            String heading = "# " + name.substring(0, 3) + ": ";
            assertTrue(Files.readAllLines(DESIGN.resolve(name)).stream().anyMatch(line -> line.startsWith(heading)), name + " begins with its number");
        }
    }

    @Test
    void whatWasMeasuredBelongsToADesignPageAndIsDated() throws IOException {
        String index = Files.readString(DESIGN.resolve("README.md"));
        List<String> wrong = new ArrayList<>();
        for (String name : pages(DESIGN.resolve("measured"))) {
            List<String> headings = Files.readAllLines(DESIGN.resolve("measured").resolve(name)).stream().filter(line -> line.startsWith("## ")).toList();
            if (!Files.exists(DESIGN.resolve(name)) || !index.contains("(measured/" + name + ")") || headings.isEmpty()
                || !headings.stream().allMatch(heading -> DATED.matcher(heading).matches())) {
                wrong.add(name);
            }
        }
        assertEquals(List.of(), wrong, "a page of measurements has a design page's name, is in the index, and all its sections are \"## YYYY-MM-DD: what\"");
    }

    private static Set<String> listed(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream().filter(line -> !line.startsWith("#") && !line.isBlank()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".md")).sorted().toList());
        }
    }
}
