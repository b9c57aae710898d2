// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.apache.storm.generated.ProfileAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what a worker does when its user asks: stacks, heap, flight recorder. Files go to the worker's artifacts folder, where
 * the log viewer finds them. Called by the worker's control thread only; one flight recording at a time.
 */
final class Profiler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Profiler.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss").withZone(ZoneId.systemDefault());

    private final Path folder;
    private final long pid;
    private final String command;
    private Recording recording;

    /** @param command called for everything that is to be recorded, in place of what the JVM can do; null for none */
    Profiler(Path folder, long pid, String command) {
        this.folder = folder;
        this.pid = pid;
        this.command = command;
    }

    /** Does what is asked at once; a failure is logged and harms nothing else. {@code JVM_RESTART} is not done here. */
    void perform(ProfileAction action, Instant now) {
        try {
            Files.createDirectories(folder);
            if (command != null) {
                run(action);
                return;
            }
            switch (action) {
                case JSTACK_DUMP -> stacks(file("jstack", now, "txt"));
                case JMAP_DUMP -> heap(now);
                case JPROFILE_START -> start();
                case JPROFILE_DUMP -> dump(now);
                case JPROFILE_STOP -> stop(now);
                default -> LOG.warn("No idea how to do {}", action);
            }
        } catch (IOException | ParseException | RuntimeException e) {
            LOG.error("{} failed: {}", action, e.getMessage(), e);
        }
    }

    /** With the arguments that Storm's script takes: the process, what to do, and the folder for what is written. Nobody waits for its end. */
    private void run(ProfileAction action) throws IOException {
        String verb = switch (action) {
            case JSTACK_DUMP -> "jstack";
            case JMAP_DUMP -> "jmap";
            case JPROFILE_START -> "start";
            case JPROFILE_DUMP -> "dump";
            case JPROFILE_STOP -> "stop";
            default -> null;
        };
        if (verb == null) {
            LOG.warn("No idea how to do {}", action);
            return;
        }
        List<String> line = new ArrayList<>(List.of(command, Long.toString(pid), verb));
        if (action != ProfileAction.JPROFILE_START) {
            line.add(folder.toString());
        }
        Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("profiler.log").toFile())).start();
        LOG.info("Started {}", line);
        process.onExit().thenAccept(ended -> LOG.info("{} ended with exit code {}", line, ended.exitValue()));
    }

    /** Whether a flight recording runs. */
    boolean recording() {
        return recording != null;
    }

    private Path file(String kind, Instant now, String suffix) {
        return folder.resolve(kind + "-" + pid + "-" + STAMP.format(now) + "." + suffix);
    }

    private void stacks(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            append(text, thread);
        }
        // Under its name only once it is whole: who watches the folder fetches what is there.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        LOG.info("Wrote the stacks of all threads to {}", file);
    }

    /** All frames, unlike {@link ThreadInfo#toString}. */
    private static void append(StringBuilder text, ThreadInfo thread) {
        text.append('"').append(thread.getThreadName()).append("\" #").append(thread.getThreadId())
            .append(thread.isDaemon() ? " daemon" : "").append(" prio=").append(thread.getPriority())
            .append("\n   java.lang.Thread.State: ").append(thread.getThreadState()).append('\n');
        StackTraceElement[] stack = thread.getStackTrace();
        LockInfo awaited = thread.getLockInfo();
        for (int depth = 0; depth < stack.length; depth++) {
            text.append("\tat ").append(stack[depth]).append('\n');
            if (depth == 0 && awaited != null) {
                text.append("\t- waiting for <").append(awaited).append('>')
                    .append(thread.getLockOwnerName() == null ? "" : " held by \"" + thread.getLockOwnerName() + '"').append('\n');
            }
            for (MonitorInfo held : thread.getLockedMonitors()) {
                if (held.getLockedStackDepth() == depth) {
                    text.append("\t- locked <").append(held).append(">\n");
                }
            }
        }
        text.append('\n');
    }

    private void heap(Instant now) throws IOException {
        // The JVM insists on its own suffix, and the log viewer offers files of another.
        Path written = file("heap", now, "hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(written.toString(), true);
        Path file = Files.move(written, file("heap", now, "bin"));
        LOG.info("Wrote the heap to {}", file);
    }

    private void start() throws IOException, ParseException {
        if (recording == null) {
            recording = new Recording(Configuration.getConfiguration("profile"));
            recording.setName("storm");
            recording.start();
            LOG.info("Flight recorder started");
        }
    }

    private void dump(Instant now) throws IOException {
        if (recording == null) {
            LOG.warn("No flight recording runs: start one before dumping it");
            return;
        }
        Path file = file("recording", now, "jfr");
        recording.dump(file);
        LOG.info("Wrote the flight recording to {}", file);
    }

    private void stop(Instant now) throws IOException {
        if (recording != null) {
            try {
                dump(now);
            } finally {
                close();
            }
        }
    }

    @Override
    public void close() {
        if (recording != null) {
            recording.close();
            recording = null;
            LOG.info("Flight recorder stopped");
        }
    }
}
