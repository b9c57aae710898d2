// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.Daemon;

/** One daemon on one pretended host: an address of the loopback network and a folder of its own. Used by the main thread. */
final class ChaosDaemon {
    private static final long PATIENCE_SECONDS = 20;

    private final String name;
    private final Daemon kind;
    private final String address;
    private final Path folder;
    private final Supplier<ProcessBuilder> launch;
    private Process process;

    /**
     * @param name such as nimbus-a
     * @param folder its own, with its storm.yaml
     * @param launch its process, ready to be started
     */
    ChaosDaemon(String name, Daemon kind, String address, Path folder, Supplier<ProcessBuilder> launch) {
        this.name = name;
        this.kind = kind;
        this.address = address;
        this.folder = folder;
        this.launch = launch;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    Path local() {
        return local(folder);
    }

    /** Everything of it and of its workers. */
    Path folder() {
        return folder;
    }

    static Path local(Path folder) {
        return folder.resolve("local");
    }

    Path classArchives() {
        return local().resolve("supervisor/classes");
    }

    static Path logs(Path folder) {
        return folder.resolve("logs");
    }

    void start() throws IOException {
        File output = logs(folder).resolve(kind.commandName() + ".out").toFile();
        process = launch.get().directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.appendTo(output)).start();
    }

    /** Of the process that was started last. */
    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new CommandFailure(name + " did not end within " + PATIENCE_SECONDS + " s of its signal");
        }
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP", process.pid());
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT", process.pid());
    }

    static void signal(String signal, long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        if (code != 0) {
            throw new CommandFailure("kill -" + signal + " " + pid + " ended with " + code);
        }
    }
}
