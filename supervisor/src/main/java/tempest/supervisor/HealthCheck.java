// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tempest.cluster.ConfigReader;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.FileTree;

/**
 * Asks the operator's own scripts whether this computer is fit for work: every executable file in {@code storm.health.check.dir}. One
 * that exits with other than 0, or prints a line that begins with ERROR, says no. Immutable; any thread; it blocks for as long as the
 * scripts take, each within its time-out.
 */
public final class HealthCheck {

    private static final String ERROR = "ERROR";
    private static final int MAX_OUTPUT_BYTES = 64 * 1024;

    private final Path folder;
    private final long timeoutMillis;
    private final boolean failOnTimeout;

    private HealthCheck(Path folder, long timeoutMillis, boolean failOnTimeout) {
        this.folder = folder;
        this.timeoutMillis = timeoutMillis;
        this.failOnTimeout = failOnTimeout;
    }

    /** The check that a configuration describes; a relative folder lies under the home. */
    public static HealthCheck of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        return new HealthCheck(LocalLayout.of(conf).home().resolve(read.text("storm.health.check.dir", "healthchecks")),
            read.integer("storm.health.check.timeout.ms", 5_000, 1), read.flag("storm.health.check.fail.on.timeouts", true));
    }

    /**
     * What came out.
     *
     * @param healthy  whether no script said no; true if there is no script
     * @param problems a line for each script that said no or did not end in time
     */
    public record Result(boolean healthy, List<String> problems) { }

    /** Runs all scripts, one after the other. */
    public Result run() {
        List<String> problems = new ArrayList<>();
        boolean healthy = true;
        try {
            for (Path script : FileTree.children(folder)) {
                if (Files.isRegularFile(script) && Files.isExecutable(script)) {
                    healthy &= check(script, problems);
                }
            }
        } catch (IOException e) {
            problems.add("health checks in " + folder + " cannot be run: " + e.getMessage());
            healthy = false;
        }
        return new Result(healthy, List.copyOf(problems));
    }

    private boolean check(Path script, List<String> problems) throws IOException {
        // Into a file: a script that prints much and is read by nobody would never end.
        Path output = Files.createTempFile("health-check", ".out");
        try {
            Process process = new ProcessBuilder(script.toString()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                problems.add("health check " + script + " did not end within " + timeoutMillis + " ms (storm.health.check.timeout.ms)");
                return !failOnTimeout;
            }
            return judge(script, process.exitValue(), firstError(output), problems);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add("health check " + script + " was interrupted");
            return true;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean judge(Path script, int exit, String error, List<String> problems) {
        if (error != null) {
            problems.add("health check " + script + ": " + error);
        } else if (exit != 0) {
            problems.add("health check " + script + " exited with " + exit);
        }
        return error == null && exit == 0;
    }

    private static String firstError(Path output) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(output)) {
            bytes = in.readNBytes(MAX_OUTPUT_BYTES);
        }
        return new String(bytes, StandardCharsets.UTF_8).lines().filter(line -> line.startsWith(ERROR)).findFirst().orElse(null);
    }
}
