// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;

/**
 * A cluster as a user has it: the tarball unpacked into a folder with a space in its name, a {@code storm.yaml} with free
 * ports, and the daemons started by {@code bin/storm}. Closing it stops every process that runs out of that folder.
 */
final class TestCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration START_UP_QUESTION = Duration.ofSeconds(20);
    private static final Duration LAST_PROCESSES = Duration.ofSeconds(30);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int SLOTS = 4;
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    final Path home;
    private final Path folder;
    private final Map<String, Process> daemons = new LinkedHashMap<>();
    private final int zookeeperPort;
    private final int nimbusPort;
    private final int uiPort;
    private final int drpcHttpPort;

    private TestCluster(Path folder, Path home) throws IOException {
        this.folder = folder;
        this.home = home;
        List<Integer> ports = freePorts(SLOTS + 8);
        zookeeperPort = ports.get(0);
        nimbusPort = ports.get(1);
        uiPort = ports.get(3);
        drpcHttpPort = ports.get(7);
        Files.writeString(home.resolve("conf/storm.yaml"), String.join("\n",
            "storm.zookeeper.servers: [\"127.0.0.1\"]",
            "storm.zookeeper.port: " + zookeeperPort,
            // Its default is one folder for the whole machine, where another cluster's state may be.
            "dev.zookeeper.path: \"" + folder.resolve("zookeeper") + "\"",
            "nimbus.seeds: [\"127.0.0.1\"]",
            "nimbus.thrift.port: " + nimbusPort,
            "supervisor.thrift.port: " + ports.get(2),
            "ui.port: " + uiPort,
            "logviewer.port: " + ports.get(4),
            "drpc.servers: [\"127.0.0.1\"]",
            "drpc.port: " + ports.get(5),
            "drpc.invocations.port: " + ports.get(6),
            "drpc.http.port: " + drpcHttpPort,
            "storm.local.hostname: \"127.0.0.1\"",
            "supervisor.slots.ports: " + ports.subList(8, 8 + SLOTS),
            // Processes that live for seconds: most of what the second compiler makes is never used.
            "nimbus.childopts: \"-Xmx512m " + FIRST_COMPILER + "\"",
            "supervisor.childopts: \"-Xmx256m " + FIRST_COMPILER + "\"",
            "ui.childopts: \"-Xmx512m " + FIRST_COMPILER + "\"",
            "logviewer.childopts: \"-Xmx128m " + FIRST_COMPILER + "\"",
            "drpc.childopts: \"-Xmx512m " + FIRST_COMPILER + "\"",
            "worker.gc.childopts: \"-XX:+UseSerialGC " + FIRST_COMPILER + "\"",
            "worker.heap.memory.mb: 128",
            "topology.component.resources.onheap.memory.mb: 16.0",
            "") );
    }

    /** Unpacks the tarball; starts nothing. */
    static TestCluster unpack() throws Exception {
        Path folder = Files.createTempDirectory("tempest cluster ");
        Path tarball = Path.of(System.getProperty("tempest.tarball"));
        Process tar = new ProcessBuilder("tar", "-xzf", tarball.toString(), "-C", folder.toString()).inheritIO().start();
        if (tar.waitFor() != 0) {
            throw new IOException("cannot unpack " + tarball + "; is it built?");
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return new TestCluster(folder, inside.findFirst().orElseThrow());
        }
    }

    /** A cluster out of a tarball that was unpacked into {@code home}, anywhere below {@code folder}; starts nothing. */
    static TestCluster in(Path folder, Path home) throws IOException {
        return new TestCluster(folder, home);
    }

    /** Unpacks the tarball and starts ZooKeeper, Nimbus and a supervisor. */
    static TestCluster start() throws Exception {
        TestCluster cluster = unpack();
        try {
            cluster.startDaemon("dev-zookeeper");
            cluster.startDaemon("nimbus");
            cluster.startDaemon("supervisor");
            cluster.await("a supervisor to join", () -> cluster.supervisors() == 1);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    Process startDaemon(String command) throws IOException {
        Files.createDirectories(home.resolve("logs"));
        Process process = new ProcessBuilder(home.resolve("bin/storm").toString(), command)
            .redirectErrorStream(true).redirectOutput(folder.resolve(command + ".out").toFile()).start();
        daemons.put(command, process);
        return process;
    }

    /** Takes {@code process}, which was started elsewhere, for one of this cluster's. */
    Process watched(String command, Process process) {
        daemons.put(command, process);
        return process;
    }

    /** Sends a daemon a signal, such as STOP. */
    void signal(String daemon, String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(daemon(daemon).pid())).inheritIO().start().waitFor();
        if (status != 0) {
            throw new AssertionError("kill -" + name + " of " + daemon + " ended with " + status);
        }
    }

    Process daemon(String command) {
        return daemons.get(command);
    }

    int zookeeperPort() {
        return zookeeperPort;
    }

    int uiPort() {
        return uiPort;
    }

    int drpcHttpPort() {
        return drpcHttpPort;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** How a command ended. */
    record Ended(int exit, String out, String err) {
        Ended ok() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + "\n" + out + err);
            }
            return this;
        }
    }

    /** Runs {@code bin/storm ARGUMENTS} to its end. */
    Ended storm(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(home.resolve("bin/storm").toString()));
        line.addAll(Arrays.asList(arguments));
        return run(line);
    }

    /** Runs a main class of the foreign jar on Apache Storm's own client libraries, against this cluster. */
    Ended apacheClient(String main, String... arguments) throws Exception {
        Path foreign = Path.of(System.getProperty("tempest.foreign"));
        Path jar = only(foreign, "tempest-foreign-topology-.*\\.jar");
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Dstorm.jar=" + jar, "-Dstorm.home=" + home, "-Dstorm.conf.file=" + home.resolve("conf/storm.yaml"),
            "-cp", jar + ":" + foreign.resolve("apache-client") + "/*", main));
        line.addAll(Arrays.asList(arguments));
        return run(line);
    }

    Path foreignJar() throws IOException {
        return only(Path.of(System.getProperty("tempest.foreign")), "tempest-foreign-topology-.*\\.jar");
    }

    Path bundledJar() throws IOException {
        return only(Path.of(System.getProperty("tempest.bundled")), "tempest-bundled-topology-.*\\.jar");
    }

    Path starterJar() throws IOException {
        return only(home.resolve("examples"), "storm-starter-.*\\.jar");
    }

    private Ended run(List<String> line) throws Exception {
        Path out = Files.createTempFile(folder, "command", ".out");
        Path err = Files.createTempFile(folder, "command", ".err");
        ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        // With it a JVM writes a line of its own.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(line + " did not end within " + PATIENCE + ":\n" + Files.readString(out) + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** How many supervisors Nimbus knows. Asked in this JVM, not by a command: it is asked again and again while daemons start. */
    int supervisors() throws IOException {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put("nimbus.seeds", List.of("127.0.0.1"));
        conf.put("nimbus.thrift.port", nimbusPort);
        conf.put("storm.nimbus.retry.times", 0);
        try (NimbusClient client = NimbusClient.Builder.withConf(conf).withTimeout((int) START_UP_QUESTION.toMillis()).build()) {
            return client.getClient().getClusterInfo().get_supervisors_size();
        } catch (RuntimeException | TException e) {
            throw new IOException("Nimbus: " + e, e);
        }
    }

    /** A condition; an exception counts as false. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits, within bounds, for {@code condition}; on failure says what the daemons logged last. */
    void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Exception last = null;
        while (System.nanoTime() - end < 0) {
            long asked = System.nanoTime();
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                last = e;
            }
            // Checks again at once when a daemon exits, otherwise after this pause: a question that is a process itself leaves the processors
            // to those it asks for as long as it had them.
            long pause = Math.max(SHORTEST_PAUSE.toNanos(), Math.min(LONGEST_PAUSE.toNanos(), System.nanoTime() - asked));
            daemons.values().iterator().next().waitFor(pause, TimeUnit.NANOSECONDS);
        }
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s for " + what + (last == null ? "" : "; last: " + last) + "\n" + tails());
    }

    /** The last lines of everything logged so far. */
    String tails() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path log : files.filter(f -> f.toString().matches(".*\\.(log|out|err)")).toList()) {
                List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
                all.append("--- ").append(folder.relativize(log)).append('\n');
                lines.stream().skip(Math.max(0, lines.size() - 25)).forEach(l -> all.append(l).append('\n'));
            }
        }
        return all.toString();
    }

    /** Processes whose command line names this cluster's folder. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(p -> commandLine(p).contains(folder.toString())).collect(Collectors.toList());
    }

    /** This cluster's worker processes. */
    List<ProcessHandle> workers() {
        return processes().stream().filter(p -> commandLine(p).contains("tempest.worker.WorkerMain")).toList();
    }

    /** Listening sockets of this cluster's processes that other machines could connect to; none where there is no /proc. */
    List<String> openToOthers() throws IOException {
        Path proc = Path.of("/proc");
        List<String> open = new ArrayList<>();
        for (ProcessHandle process : Files.isDirectory(proc.resolve("net")) ? processes() : List.<ProcessHandle>of()) {
            Set<String> own = sockets(proc.resolve(process.pid() + "/fd"));
            for (String table : List.of("net/tcp", "net/tcp6")) {
                for (String line : Files.readAllLines(proc.resolve(table))) {
                    String[] columns = line.strip().split("\\s+");
                    boolean listens = columns.length > 9 && columns[3].equals("0A") && own.contains("socket:[" + columns[9] + "]");
                    if (listens && !columns[1].matches("(0000000000000000FFFF0000)?0100007F:.*|0{24}01000000:.*")) {
                        open.add(columns[1] + " of " + commandLine(process));
                    }
                }
            }
        }
        return open;
    }

    /** Files that daemons and workers wrote and that any user of the machine could read. Those that go while it looks are no matter. */
    List<String> readableByOthers() throws IOException {
        List<String> readable = new ArrayList<>();
        for (Path written : List.of(home.resolve("storm-local"), home.resolve("logs"), folder.resolve("zookeeper"))) {
            Files.walkFileTree(written, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    try {
                        if (attributes.isRegularFile() && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                            readable.add(file.toString());
                        }
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return readable;
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path one : all.toList()) {
                sockets.add(Files.isSymbolicLink(one) ? Files.readSymbolicLink(one).toString() : "");
            }
        }
        return sockets;
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }

    @Override
    public void close() throws IOException {
        List<String> names = new ArrayList<>(daemons.keySet());
        for (int i = names.size() - 1; i >= 0; i--) {
            daemons.get(names.get(i)).destroy();
        }
        // More than once: the supervisor may just have been starting one.
        long end = System.nanoTime() + LAST_PROCESSES.toNanos();
        for (List<ProcessHandle> left = processes(); !left.isEmpty(); left = processes()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("still there after " + LAST_PROCESSES + ": " + left);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        delete(folder);
    }

    /** Deletes {@code folder} and all in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
            }
        }
    }

    private static Path only(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(pattern)).findFirst()
                .orElseThrow(() -> new IOException("no " + pattern + " in " + folder + "; build that module first"));
        }
    }

    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
