// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tempest.cluster.LocalLayout;
import tempest.cluster.TopologySnapshot;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.WorkerHandle;
import tempest.supervisor.slot.WorkerLauncher;

/** Leaves in each new worker's folder what is known of its topology; another launcher does the rest. Called as that. */
final class SnapshotLauncher implements WorkerLauncher {

    private final WorkerLauncher launcher;
    private final LocalLayout layout;
    private final Function<String, Optional<TopologySnapshot>> snapshots;

    SnapshotLauncher(WorkerLauncher launcher, LocalLayout layout, Function<String, Optional<TopologySnapshot>> snapshots) {
        this.launcher = launcher;
        this.layout = layout;
        this.snapshots = snapshots;
    }

    @Override
    public WorkerHandle launch(LaunchRequest request) throws IOException {
        Path folder = layout.worker(request.workerId());
        try {
            Optional<TopologySnapshot> known = snapshots.apply(request.topologyId());
            if (known.isPresent()) {
                Files.createDirectories(folder);
                known.get().write(folder);
            }
            return launcher.launch(request);
        } catch (IOException | RuntimeException e) {
            FileTree.remove(folder);
            throw e;
        }
    }

    @Override
    public List<WorkerHandle> adopt() {
        return launcher.adopt();
    }

    @Override
    public void enforceLimits() {
        launcher.enforceLimits();
    }
}
