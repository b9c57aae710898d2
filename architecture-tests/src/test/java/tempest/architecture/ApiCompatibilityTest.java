// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our jars offer as much of Apache Storm's user API as the floors say, and the floors follow what is offered. */
class ApiCompatibilityTest {
    private static final double SLACK = 0.5;
    private static final Pattern TOTAL = Pattern.compile("(?m)^TOTAL\\s.*\\s([0-9.]+)%\\s*$");

    @TestFactory
    Stream<DynamicTest> eachSectionReachesItsFloor() throws Exception {
        Properties floors = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("api-compat/floors.properties"))) {
            floors.load(in);
        }
        return new TreeSet<>(floors.stringPropertyNames()).stream().map(section -> DynamicTest.dynamicTest(section,
            () -> check(section, Double.parseDouble(floors.getProperty(section)))));
    }

    private static void check(String section, double floor) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--api", "api-compat/user-api.txt", "--section", section, "--missing",
            "--cp", String.join(java.io.File.pathSeparator, StormApiTool.libraries())));
        arguments.addAll(StormApiTool.ours());
        StormApiTool.Result result = StormApiTool.run("compat", arguments);
        Matcher total = TOTAL.matcher(result.output());
        assertTrue(total.find(), () -> "no total in:\n" + result.output());
        double percent = Double.parseDouble(total.group(1));
        assertTrue(percent >= floor, () -> section + " fell to " + percent + "%, below its floor " + floor + "%:\n" + result.output());
        assertTrue(percent < floor + SLACK,
            () -> section + " is at " + percent + "%: raise its floor in api-compat/floors.properties from " + floor);
    }
}
