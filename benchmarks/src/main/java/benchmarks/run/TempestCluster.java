// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Tempest out of its tarball, unpacked into a folder of this run, on free ports. */
final class TempestCluster implements Cluster {
    private final Path tarball;
    private final Path jar;
    private final Path work;
    private final Path log;
    private final List<ProcessHandle> daemons = new ArrayList<>();
    private Path home;

    TempestCluster(Path tarball, Path jar, Path work, Path log) {
        this.tarball = tarball;
        this.jar = jar;
        this.work = work;
        this.log = log;
    }

    private void unpack() throws IOException, InterruptedException {
        if (home != null) {
            return;
        }
        Children.run(work, log, 60, List.of("tar", "-xzf", tarball.toString(), "-C", work.toString()));
        try (Stream<Path> folders = Files.list(work)) {
            home = folders.filter(f -> f.getFileName().toString().startsWith("tempest-")).findAny().orElseThrow();
        }
    }

    @Override
    public void up() throws IOException, InterruptedException {
        unpack();
        int[] ports = Ports.free(7);
        // heap as in peers/apache-storm
        Files.writeString(home.resolve("conf/storm.yaml"), """
            storm.zookeeper.servers: ["127.0.0.1"]
            storm.zookeeper.port: %d
            nimbus.seeds: ["127.0.0.1"]
            nimbus.thrift.port: %d
            storm.local.hostname: "127.0.0.1"
            supervisor.thrift.port: %d
            supervisor.slots.ports: [%d, %d, %d, %d]
            dev.zookeeper.path: "%s"
            supervisor.memory.capacity.mb: 16000
            worker.heap.memory.mb: 2048
            topology.worker.max.heap.size.mb: 4096
            """.formatted(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], work.resolve("zookeeper")));
        for (String daemon : List.of("dev-zookeeper", "nimbus", "supervisor")) {
            synchronized (daemons) {
                daemons.add(Children.start(home, log, List.of(home.resolve("bin/storm").toString(), daemon)).toHandle());
            }
        }
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try {
                storm(60, "list");
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IOException("Tempest did not come up within 60 s; see " + log, e);
                }
                Thread.sleep(300);
            }
        }
    }

    private void storm(int seconds, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/storm").toString()));
        command.addAll(List.of(arguments));
        Children.run(home, log, seconds, command);
    }

    @Override
    public void submit(String mainClass, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("jar", jar.toString(), mainClass));
        command.addAll(arguments);
        storm(90, command.toArray(String[]::new));
    }

    @Override
    public void deactivate(String topology) throws IOException, InterruptedException {
        storm(60, "deactivate", topology);
    }

    @Override
    public void kill(String topology) throws IOException, InterruptedException {
        storm(60, "kill", topology, "-w", "0");
    }

    @Override
    public String localClassPath() throws IOException, InterruptedException {
        unpack();
        return home.resolve("lib") + "/*:" + home.resolve("lib-worker") + "/*:" + home.resolve("lib-client") + "/*";
    }

    @Override
    public String version() {
        try (Stream<String> release = Files.lines(home.resolve("RELEASE"))) {
            return "Tempest " + release.findFirst().orElse("").trim();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void down() {
        synchronized (daemons) {
            Children.end(daemons);
            daemons.clear();
        }
        // Workers outlive their supervisor by design; ours are those that were started out of this run's folder.
        Children.end(ProcessHandle.allProcesses().filter(p -> p.pid() != ProcessHandle.current().pid())
            .filter(p -> p.info().commandLine().orElse("").contains("-Dstorm.home=" + work)).toList());
    }

    static Path newest(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.<Path>empty()) {
            return files.filter(f -> f.getFileName().toString().matches(pattern)).max(Comparator.comparing(f -> f.toFile().lastModified()))
                .orElseThrow(() -> new IOException("no " + pattern + " in " + folder + ": build first with mvn package -DskipTests"));
        }
    }
}
