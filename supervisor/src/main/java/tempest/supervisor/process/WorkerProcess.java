// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.slot.LaunchOrder;
import tempest.supervisor.slot.WorkerHandle;

/** A worker that is a process: a child of this supervisor, or one that it took over from an earlier one. Any thread. */
final class WorkerProcess implements WorkerHandle {

    static final String STANDARD_OUTPUT = "worker.log.out";
    static final String STANDARD_ERROR = "worker.log.err";

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int SIGNAL_EXIT = 128;
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;
    private static final int ERROR_TAIL_BYTES = 2_048;
    private static final int ERROR_LINE_CHARS = 300;

    private final WorkerRecord record;
    private final ProcessHandle handle;
    /** Null if taken over: then nobody can know the exit code. */
    private final Process child;
    private final LocalLayout layout;
    private final long errorsBefore;
    private volatile boolean up;

    private WorkerProcess(WorkerRecord record, ProcessHandle handle, Process child, LocalLayout layout, long errorsBefore) {
        this.record = record;
        this.handle = handle;
        this.child = child;
        this.layout = layout;
        this.errorsBefore = errorsBefore;
    }

    /** {@code errorsBefore}: size of the file of standard error when the process was started. */
    static WorkerProcess child(WorkerRecord record, Process child, LocalLayout layout, long errorsBefore) {
        return new WorkerProcess(record, child.toHandle(), child, layout, errorsBefore);
    }

    static WorkerProcess adopted(WorkerRecord record, ProcessHandle handle, LocalLayout layout) {
        return new WorkerProcess(record, handle, null, layout, 0);
    }

    @Override
    public LaunchOrder order() {
        return record.order();
    }

    @Override
    public String name() {
        return "pid " + record.pid();
    }

    @Override
    public boolean up() {
        up = up || PortProbe.answers(record.order().port());
        return up;
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
    public String ending() {
        if (child == null) {
            return "ended";
        }
        if (child.isAlive()) {
            return "is still running";
        }
        int exit = child.exitValue();
        if (exit == SIGNAL_EXIT + SIGTERM) {
            return "ended by SIGTERM";
        }
        if (exit == SIGNAL_EXIT + SIGKILL) {
            return "was killed (SIGKILL)";
        }
        return "exited with " + exit + (exit == 0 ? "" : lastError());
    }

    /** A JVM that does not even start says why on standard error only. */
    private String lastError() {
        Path artifacts = layout.workerArtifacts(record.order().topologyId(), record.order().port());
        String where = "; see " + artifacts.resolve("worker.log");
        try (RandomAccessFile errors = new RandomAccessFile(artifacts.resolve(STANDARD_ERROR).toFile(), "r")) {
            errors.seek(Math.max(errorsBefore, errors.length() - ERROR_TAIL_BYTES));
            byte[] tail = new byte[(int) (errors.length() - errors.getFilePointer())];
            errors.readFully(tail);
            List<String> lines = new String(tail, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
            if (lines.isEmpty()) {
                return where;
            }
            String first = lines.get(0);
            return ": " + first.substring(0, Math.min(first.length(), ERROR_LINE_CHARS)) + where;
        } catch (IOException e) {
            return where;
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

    @Override
    public void cleanUp() {
        Path folder = layout.worker(record.order().workerId());
        try {
            FileTree.remove(folder);
        } catch (IOException e) {
            LOG.warn("Cannot remove the worker's folder {}; the next start of the supervisor will: {}", folder, e.toString());
        }
    }

    /** Creates the file of the process id that tools look for. */
    void announce() throws IOException {
        Files.writeString(layout.workerPids(record.order().workerId()).resolve(Long.toString(record.pid())), "");
    }
}
