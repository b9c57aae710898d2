// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BindAddress;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.LocalLayout;
import tempest.cluster.WorkerExit;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.slot.ExitStatus;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.WorkerHandle;

/** A worker that is a process: a child of this supervisor, or one that it took over from an earlier one. Any thread. */
final class ChildProcess implements WorkerHandle {

    static final String STANDARD_OUTPUT = "worker.log.out";
    static final String STANDARD_ERROR = "worker.log.err";

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final int SIGNAL_EXIT = 128;
    private static final Map<Integer, String> SIGNALS = Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS",
        9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");
    private static final int TAIL_BYTES = 16_384;
    private static final int LAST_LINES = 10;
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ )");

    private final WorkerRecord record;
    private final ProcessHandle handle;
    /** Null if taken over: then nobody can know the status. */
    private final Process child;
    private final LocalLayout layout;
    private final BindAddress bind;
    private final long outputBefore;
    private final long errorsBefore;
    private volatile boolean up;

    private ChildProcess(WorkerRecord record, ProcessHandle handle, Process child, LocalLayout layout, BindAddress bind, long outputBefore,
                          long errorsBefore) {
        this.record = record;
        this.handle = handle;
        this.child = child;
        this.layout = layout;
        this.bind = bind;
        this.outputBefore = outputBefore;
        this.errorsBefore = errorsBefore;
    }

    /** {@code outputBefore}, {@code errorsBefore}: sizes of the files of standard output and error when the process was started. */
    static ChildProcess child(WorkerRecord record, Process child, LocalLayout layout, BindAddress bind, long outputBefore, long errorsBefore) {
        return new ChildProcess(record, child.toHandle(), child, layout, bind, outputBefore, errorsBefore);
    }

    static ChildProcess adopted(WorkerRecord record, ProcessHandle handle, LocalLayout layout, BindAddress bind) {
        return new ChildProcess(record, handle, null, layout, bind, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    public LaunchRequest request() {
        return record.request();
    }

    @Override
    public String name() {
        return "pid " + record.pid();
    }

    long pid() {
        return record.pid();
    }

    @Override
    public boolean up() {
        up = up || heartbeat().map(LocalHeartbeat::running).orElseGet(() -> PortProbe.answers(bind, record.request().port()));
        return up;
    }

    @Override
    public Optional<LocalHeartbeat> heartbeat() {
        return LocalHeartbeat.read(layout.worker(record.request().workerId()));
    }

    @Override
    public long heartbeatTimeout() {
        return record.timeoutMillis();
    }

    @Override
    public boolean gone() {
        return child == null ? !ProcessIdentity.is(record.pid(), record.identity()) : !child.isAlive();
    }

    @Override
    public void whenGone(Runnable notice) {
        // A handle's future may complete before isAlive() says no; that of a process of our own waits for that.
        CompletableFuture<?> ended = child == null ? handle.onExit() : child.onExit();
        ended.thenRun(notice);
    }

    @Override
    public WorkerExit exit() {
        Optional<WorkerExit> left = WorkerExit.read(layout.worker(record.request().workerId()));
        boolean planned = left.isPresent() && left.get().planned();
        String words = left.map(WorkerExit::reason).or(this::lastWords).map(why -> ": " + why).orElse("")
            + (planned ? "" : "; see " + layout.workerLog(record.request().topologyId(), record.request().port()));
        if (child == null) {
            return new WorkerExit(planned, "ended with a status that only the supervisor that started it could know" + words);
        }
        ExitStatus status = status(child, left.isPresent());
        return new WorkerExit(planned, "exited with status " + status.code() + (status.signal() == null ? "" : " (" + status.signal() + ")") + words);
    }

    @Override
    public Optional<ExitStatus> status() {
        return Optional.ofNullable(child).map(process -> status(process, WorkerExit.read(layout.worker(record.request().workerId())).isPresent()));
    }

    private static ExitStatus status(Process child, boolean leftReason) {
        int code = child.exitValue();
        // A number beyond 128 may also be what user code gave to System.exit.
        return new ExitStatus(code, !leftReason && code > SIGNAL_EXIT ? SIGNALS.get(code - SIGNAL_EXIT) : null);
    }

    @Override
    public List<String> lastLines() {
        List<String> lines = tail(layout.workerLog(record.request().topologyId(), record.request().port()), 0).lines()
            .filter(line -> !line.isBlank() && !STACK_FRAME.matcher(line).lookingAt()).toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    /** A JVM that does not even start says why on standard error only; one that has no memory left, on either. */
    private Optional<String> lastWords() {
        return lastWords(STANDARD_ERROR, errorsBefore).or(() -> lastWords(STANDARD_OUTPUT, outputBefore));
    }

    private Optional<String> lastWords(String name, long before) {
        return JvmMessage.of(tail(layout.workerArtifacts(record.request().topologyId(), record.request().port()).resolve(name), before));
    }

    /** The end of a file, without its first bytes; empty if there is no such file. */
    private static String tail(Path path, long before) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.min(file.length(), Math.max(before, file.length() - TAIL_BYTES)));
            byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void terminate() {
        handle.destroy();
    }

    @Override
    public void kill() {
        // A process of its own making, a shell bolt's for instance, would outlive it.
        List<ProcessHandle> descendants = handle.descendants().toList();
        handle.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** As {@link #kill()}, with a reason that is told as that of its end. */
    void kill(String reason) {
        try {
            new WorkerExit(false, reason).write(layout.worker(record.request().workerId()));
        } catch (IOException e) {
            LOG.warn("Why worker {} is killed is only in this log: {}", name(), reason, e);
        }
        kill();
    }

    @Override
    public void cleanUp() {
        Path folder = layout.worker(record.request().workerId());
        try {
            FileTree.remove(folder);
        } catch (IOException e) {
            LOG.warn("Cannot remove the worker's folder {}; the next start of the supervisor will: {}", folder, e.toString());
        }
    }

    /** Creates the file of the process id that tools look for. */
    void announce() throws IOException {
        Files.writeString(layout.workerPids(record.request().workerId()).resolve(Long.toString(record.pid())), "");
    }
}
