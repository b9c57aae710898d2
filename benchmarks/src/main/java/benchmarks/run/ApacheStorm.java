// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import benchmarks.topology.Control;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Apache Storm as {@code peers/apache-storm} sets it up, with nothing left of earlier runs. */
final class ApacheStorm implements Cluster {
    private static final int[] PORTS = {12181, 16627, 16628, 16700, 16701, 16702, 16703};

    private final Path script;
    private final Path jar;
    private final Path work;
    private final Path log;
    private volatile boolean up;

    ApacheStorm(Path script, Path jar, Path work, Path log) {
        this.script = script;
        this.jar = jar;
        this.work = work;
        this.log = log;
    }

    @Override
    public void up() throws IOException, InterruptedException {
        Path home = home();
        Ports.demand("Apache Storm", PORTS);
        for (String state : List.of("local", "zookeeper", "storm_rocks", "pids")) {
            delete(home.resolve(state));
        }
        up = true;
        call(300, "up");
    }

    private Path home() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(script.toString(), "home").redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line = out.readLine();
            if (process.waitFor() != 0 || line == null) {
                throw new IOException(script + " home failed; see " + log);
            }
            return Path.of(line);
        }
    }

    private void call(int seconds, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Children.run(work, log, seconds, command);
    }

    @Override
    public void submit(String mainClass, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("jar", jar.toString(), mainClass));
        command.addAll(arguments);
        call(90, command.toArray(String[]::new));
    }

    @Override
    public void deactivate(String topology) throws IOException, InterruptedException {
        call(60, "jar", jar.toString(), Control.class.getName(), "deactivate", topology);
    }

    @Override
    public void kill(String topology) throws IOException, InterruptedException {
        call(60, "jar", jar.toString(), Control.class.getName(), "kill", topology);
    }

    @Override
    public String localClassPath() throws IOException, InterruptedException {
        return home().resolve("lib") + "/*";
    }

    @Override
    public String version() {
        return "Apache Storm " + System.getenv().getOrDefault("STORM_VERSION", "2.8.3");
    }

    @Override
    public void down() {
        if (!up) {
            return;
        }
        up = false;
        try {
            call(60, "down");
        } catch (IOException e) {
            System.err.println("Apache Storm may not be down: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
