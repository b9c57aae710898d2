// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    private static final Set<String> MACROS = Set.of(".TH", ".SH", ".SS", ".TP", ".B", ".BR", ".I", ".PP", ".nf", ".fi", ".\\\"");

    @TempDir
    private Path folder;

    @Test
    void everyCommandHasAPageWithAllOfItsOptionsAndStandsInTheOverview() {
        Map<String, String> pages = ManPages.all("1.2");
        for (String name : CommandTable.names()) {
            Command command = CommandTable.find(name).orElseThrow();
            if (AbsentCommands.COMMANDS.contains(command)) {
                assertFalse(pages.containsKey("storm-" + name + ".1"), name);
                continue;
            }
            String page = pages.get("storm-" + name + ".1");
            for (Option option : command.allOptions().getOptions()) {
                String flag = option.getLongOpt() == null ? "-" + option.getOpt() : "--" + option.getLongOpt();
                assertTrue(page.contains(ManPages.text(flag)), name + " " + flag);
            }
            assertTrue(pages.get("storm.1").contains(ManPages.text("storm " + name) + "\n"), name);
        }
    }

    @Test
    void onlyMacrosBeginWithADot() {
        ManPages.all("1.2").forEach((file, page) -> page.lines().filter(line -> line.startsWith(".") || line.startsWith("'"))
            .forEach(line -> assertTrue(MACROS.contains(line.split(" ")[0]), file + ": " + line)));
    }

    @Test
    void theFormatterHasNoComplaint() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "there is no groff");
        ManPages.main(new String[] {folder.resolve("man1").toString(), "1.2"});
        Path said = folder.resolve("said.txt");
        List<String> command = new ArrayList<>(List.of("groff", "-man", "-ww", "-Kutf8", "-Tutf8"));
        try (Stream<Path> files = Files.list(folder.resolve("man1"))) {
            files.sorted().map(Path::toString).forEach(command::add);
        }
        Path shown = folder.resolve("shown.txt");
        Process groff = new ProcessBuilder(command).redirectError(said.toFile()).redirectOutput(shown.toFile()).start();
        assertTrue(groff.waitFor(120, TimeUnit.SECONDS), "groff hangs");
        assertEquals("", Files.readString(said).lines().filter(line -> !line.contains("can't break line") && !line.contains("cannot adjust line"))
            .collect(Collectors.joining("\n")));
        String text = Files.readString(shown, StandardCharsets.UTF_8).replaceAll("\\x1b\\[[0-9;]*m", "").replaceAll(".\\x08", "").replaceAll("[\u2010\u2212]", "-");
        assertTrue(text.contains("storm rebalance") && text.contains("--num-workers N"), text);
    }
}
