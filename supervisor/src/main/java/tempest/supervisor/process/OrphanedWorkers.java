// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BindAddress;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.FileTree;

/** What earlier supervisors on this computer have left in the workers' folders. One thread; nothing here waits for a worker. */
final class OrphanedWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedWorkers.class);
    private static final Path PROC = Path.of("/proc");

    private final LocalLayout layout;
    private final BindAddress bind;

    OrphanedWorkers(LocalLayout layout, BindAddress bind) {
        this.layout = layout;
        this.bind = bind;
    }

    /** Workers that run and that their folder tells all about. The folders of all others are removed, after what still runs there is killed. */
    List<ChildProcess> running() {
        List<ChildProcess> running = new ArrayList<>();
        for (Path folder : folders()) {
            Optional<ChildProcess> worker = running(folder);
            if (worker.isPresent()) {
                running.add(worker.get());
            } else {
                killIn(folder);
                remove(folder);
            }
        }
        return running;
    }

    private List<Path> folders() {
        try {
            return FileTree.children(layout.workers());
        } catch (IOException e) {
            LOG.error("Cannot look for running workers: {}", e.getMessage());
            return List.of();
        }
    }

    private Optional<ChildProcess> running(Path folder) {
        try {
            WorkerRecord record = WorkerRecord.read(folder);
            if (!ProcessIdentity.is(record.pid(), record.identity())) {
                LOG.info("Worker {} of {} (pid {}) has ended: removing its folder", record.request().workerId(),
                    record.request().topologyId(), record.pid());
                return Optional.empty();
            }
            return ProcessHandle.of(record.pid()).map(handle -> ChildProcess.adopted(record, handle, layout, bind));
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}): removing it", folder.resolve(WorkerRecord.FILE), e.toString());
            return Optional.empty();
        }
    }

    /** A supervisor that ended between starting a worker and noting it has left one that only its working folder gives away. */
    private static void killIn(Path folder) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            Path real = folder.toRealPath();
            for (Path process : processes) {
                if (worksIn(process, real)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    LOG.warn("Killing process {}, an unknown worker in {}", pid, folder);
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        } catch (IOException e) {
            LOG.debug("Processes cannot be listed here: {}", e.toString());
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException e) {
            // Another user's, or ended meanwhile.
            return false;
        }
    }

    private static void remove(Path folder) {
        try {
            FileTree.remove(folder);
        } catch (IOException e) {
            LOG.warn("Cannot remove the folder {} of a worker that is gone: {}", folder, e.toString());
        }
    }
}
