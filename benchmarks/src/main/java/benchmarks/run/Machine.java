// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the figures were measured on, as lines of text; kept beside them, as they may be reported elsewhere. The figures have their own dates. */
final class Machine {
    private Machine() {
    }

    static void write(Path folder, List<String> versions, Path home) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Processor: " + field("/proc/cpuinfo", "model name") + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        lines.add("Memory: " + memory());
        lines.add("System: " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.add("JDK: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        lines.add("Versions: " + String.join(", ", versions) + ", Flink " + pom(home, "<flink.version>([^<]+)") + ", Hazelcast Jet "
            + pom(home, "<artifactId>hazelcast</artifactId>\\s*<version>([^<]+)"));
        Files.write(folder.resolve("machine.txt"), lines);
    }

    static List<String> read(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("machine.txt"));
    }

    private static String memory() throws IOException {
        String kilobytes = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? "unknown" : Math.round(Long.parseLong(kilobytes) / 1048576.0) + " GB";
    }

    private static String field(String file, String name) throws IOException {
        Path path = Path.of(file);
        return Files.exists(path) ? Files.readAllLines(path).stream().filter(l -> l.startsWith(name)).findFirst().map(l -> l.substring(l.indexOf(':') + 1).trim()).orElse("unknown")
            : System.getProperty("os.arch");
    }

    private static String pom(Path home, String pattern) throws IOException {
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile(pattern).matcher(Files.readString(home.resolve("peers/dataflow/pom.xml")));
        return matcher.find() ? matcher.group(1) : "unknown";
    }
}
