// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every reference of the published connectors resolves against our jars. */
class ConnectorLinkTest {
    private static final String HEADING = "UNRESOLVED";
    private static final String LACKING_IN_STORM_TOO = "~";

    @TestFactory
    List<DynamicTest> eachConnectorLinks() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String jar : StormApiTool.jars(Path.of("target/connectors"))) {
            tests.add(DynamicTest.dynamicTest(Path.of(jar).getFileName().toString(), () -> check(jar)));
        }
        assertTrue(tests.size() >= 4, "connectors are missing in target/connectors: " + tests.size());
        return tests;
    }

    private static void check(String jar) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--third", jar, "--cp", String.join(File.pathSeparator, StormApiTool.libraries())));
        arguments.addAll(StormApiTool.ours());
        StormApiTool.Result result = StormApiTool.run("link", arguments);
        assertTrue(result.exit() != 2 && result.output().contains("scanned"), result.output());
        List<String> unresolved = result.output().lines().dropWhile(l -> !l.startsWith(HEADING)).skip(1)
            .filter(l -> !l.isBlank() && !l.startsWith(LACKING_IN_STORM_TOO)).toList();
        assertEquals(List.of(), unresolved);
    }
}
