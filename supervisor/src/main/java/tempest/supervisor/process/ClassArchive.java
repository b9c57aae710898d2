// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.FileTree;

/**
 * The JVM's archive of workers' classes, from which a worker starts in a third of the time. It is made once for each JVM and class path, by a
 * short run of a sample topology in a process of low priority; its name tells both, so that an archive is never used for others. Made by a thread
 * of its own, asked by any. No worker ever waits for it or fails for lack of it.
 */
public final class ClassArchive implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String WARM_UP = "tempest.worker.warmup.WarmUp";
    private static final String SUFFIX = ".jsa";
    /** On a busy machine a process of the lowest priority gets next to nothing, and without the archive each start there takes three times as long. */
    private static final long LONGEST_SECS = 1_800;
    private static final int FINGERPRINT_BYTES = 8;
    private static final int TOLD_CHARS = 500;
    private static final List<Path> NICE = List.of(Path.of("/usr/bin/nice"), Path.of("/bin/nice"));

    private final WorkerHome home;
    private final LocalLayout layout;
    private final Path file;
    private volatile Process running;
    private volatile boolean closed;

    /** Looks at the class path; an archive that an earlier supervisor made for it is found at once. */
    public ClassArchive(WorkerHome home, LocalLayout layout) {
        this.home = home;
        this.layout = layout;
        this.file = layout.supervisorClassArchives().resolve("worker-" + fingerprint(home) + SUFFIX);
    }

    /** The archive if it is there. */
    public Optional<Path> current() {
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Starts making it unless it is there, and returns at once. */
    public void makeInBackground() {
        if (current().isPresent()) {
            return;
        }
        Thread thread = new Thread(this::make, "class-archive");
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes it, however long that takes; a failure is one line in the log. */
    void make() {
        Path scratch = layout.supervisorClassArchives().resolve("warm-up-" + ProcessHandle.current().pid());
        try {
            FileTree.remove(scratch);
            Files.createDirectories(scratch);
            Path made = scratch.resolve("made" + SUFFIX);
            run(scratch, made);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            removeOthers();
            LOG.info("Made the archive of workers' classes {}: workers start faster from now on", file);
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.warn("The archive of workers' classes cannot be made, so workers start as slowly as before: {}", e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            remove(scratch);
        }
    }

    private void run(Path scratch, Path made) throws IOException, InterruptedException {
        Path output = scratch.resolve("output.txt");
        Path folder = scratch.resolve("run");
        Process process = new ProcessBuilder(command(folder, made)).directory(scratch.toFile()).redirectErrorStream(true)
            .redirectOutput(output.toFile()).start();
        running = process;
        try {
            if (closed) {
                return;
            }
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_SECS, TimeUnit.SECONDS)) {
                throw new IOException("the sample topology was not done within " + LONGEST_SECS + " s");
            }
            if (process.exitValue() != 0 || !Files.isRegularFile(made)) {
                throw new IOException("the sample topology's process exited with " + process.exitValue() + " and said: " + end(output));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(Path folder, Path made) {
        List<String> command = new ArrayList<>();
        NICE.stream().filter(Files::isExecutable).findFirst().ifPresent(nice -> command.addAll(List.of(nice.toString(), "-n", "19")));
        command.addAll(List.of(home.java().toString(), "-Xshare:auto", "-XX:ArchiveClassesAtExit=" + made, "-Xmx256m", "-XX:+UseSerialGC",
            "-Dstorm.home=" + folder, "-Dstorm.log.dir=" + folder.resolve("logs"), "-Dworkers.artifacts=" + folder.resolve("logs"),
            "-Dstorm.id=warm-up", "-Dworker.port=0", "-Dlogfile.name=worker.log", "-Dlog4j.configurationFile=" + home.logSettings().toUri(),
            "-cp", String.join(File.pathSeparator, home.classPath()), WARM_UP, folder.toString()));
        return command;
    }

    private static String end(Path output) throws IOException {
        String text = Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8).strip() : "";
        return text.isEmpty() ? "nothing" : text.substring(Math.max(0, text.length() - TOLD_CHARS));
    }

    /** Archives of earlier class paths and JVMs; workers that run from one keep what they opened. */
    private void removeOthers() throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(layout.supervisorClassArchives(), "worker-*" + SUFFIX)) {
            for (Path archive : archives) {
                if (!archive.equals(file)) {
                    Files.deleteIfExists(archive);
                }
            }
        }
    }

    private static void remove(Path scratch) {
        try {
            FileTree.remove(scratch);
        } catch (IOException e) {
            LOG.warn("{} is left over and may be removed: {}", scratch, e.getMessage());
        }
    }

    /** Tells JVMs and class paths apart, by name, size and time of what they consist of. */
    private static String fingerprint(WorkerHome home) {
        StringBuilder text = new StringBuilder();
        Path javaHome = home.java().toAbsolutePath().getParent().getParent();
        describe(home.java(), text);
        describe(javaHome.resolve("release"), text);
        describe(javaHome.resolve("lib").resolve("modules"), text);
        for (String entry : home.classPath()) {
            text.append(entry).append('\n');
            if (entry.endsWith("*")) {
                jars(Path.of(entry.substring(0, entry.length() - 1))).forEach(jar -> describe(jar, text));
            } else {
                describe(Path.of(entry), text);
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static TreeSet<Path> jars(Path folder) {
        TreeSet<Path> jars = new TreeSet<>();
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            files.filter(file -> file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".jar")).forEach(jars::add);
        } catch (IOException e) {
            LOG.debug("{} cannot be listed", folder, e);
        }
        return jars;
    }

    private static void describe(Path path, StringBuilder text) {
        text.append(path);
        try {
            if (Files.isRegularFile(path)) {
                text.append(' ').append(Files.size(path)).append(' ').append(Files.getLastModifiedTime(path).toMillis());
            }
        } catch (IOException e) {
            text.append(" unreadable");
        }
        text.append('\n');
    }

    /** Gives up making it. */
    @Override
    public void close() {
        closed = true;
        Process process = running;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
