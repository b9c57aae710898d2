// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.Optional;
import tempest.cluster.TopologySnapshot;

/**
 * How a worker begins.
 *
 * @param known    what its supervisor has left of the topology; empty to ask the shared state, which then must answer
 * @param progress is told what the worker is at until it is up
 */
public record WorkerStart(Optional<TopologySnapshot> known, StartProgress progress) {
    static final WorkerStart PLAIN = new WorkerStart(Optional.empty(), StartProgress.NONE);
}
