// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.Daemon;
import tempest.cli.launch.DaemonJvm;

/** One daemon process of a `storm dev` cluster. Started and asked by the main thread. */
final class DevDaemon {
    /** A stack trace is for who opens the log. */
    private static final Pattern TRACE = Pattern.compile("^(\\s+at |\\s+\\.\\.\\. \\d+ more|Caused by: )");
    private static final int TAIL = 15;
    private static final long POLL_MILLIS = 50;

    private final Daemon daemon;
    private final Process process;
    private final Path log;
    private final Path output;

    private DevDaemon(Daemon daemon, Process process, Path log, Path output) {
        this.daemon = daemon;
        this.process = process;
        this.log = log;
        this.output = output;
    }

    /** Whether the daemon does its work already. */
    interface Check {
        boolean answers() throws Exception;
    }

    static DevDaemon start(Daemon daemon, DaemonJvm jvm, DevFolder folder, TaggedProcesses tagged) {
        Path output = folder.logs().resolve(daemon.commandName() + ".out");
        try {
            Process process = ParentBoundDaemon.process(daemon, jvm, folder.path(), tagged).directory(folder.path().toFile())
                    .redirectOutput(output.toFile()).start();
            return new DevDaemon(daemon, process, jvm.log(daemon), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + daemon.commandName() + ": " + e.getMessage(), e);
        }
    }

    /** Waits until it answers; fails with the end of its log if it ends or takes too long. */
    void await(Check check, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String last = "no connection";
        while (true) {
            mustLive();
            try {
                if (check.answers()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e.toString();
            }
            if (System.nanoTime() - end > 0) {
                throw new CommandFailure(daemon.commandName() + " does not answer after " + seconds + " s (" + last + ")" + tail());
            }
            process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void mustLive() {
        if (!process.isAlive()) {
            throw new CommandFailure(daemon.commandName() + " ended with exit code " + process.exitValue() + tail());
        }
    }

    private String tail() {
        StringBuilder text = new StringBuilder();
        for (Path file : List.of(output, log)) {
            try {
                List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
                lines = lines.stream().filter(line -> !TRACE.matcher(line).find()).toList();
                lines = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
                if (!lines.isEmpty()) {
                    text.append("\nthe end of ").append(file).append(":\n  ").append(String.join("\n  ", lines));
                }
            } catch (IOException e) {
                text.append("\n(").append(file).append(" cannot be read: ").append(e.getMessage()).append(')');
            }
        }
        return text.toString();
    }
}
