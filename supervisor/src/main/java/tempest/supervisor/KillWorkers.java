// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.Map;
import tempest.cluster.LocalLayout;
import tempest.supervisor.process.WorkersOnDisk;

/**
 * Stops every worker of this computer, whichever supervisor started it, whether that runs or not. For {@code storm kill_workers}; a
 * supervisor that runs starts its workers again.
 */
public final class KillWorkers {

    private KillWorkers() { }

    /** Stops them and waits, bounded by {@code supervisor.worker.shutdown.sleep.secs}; returns how many there were. */
    public static int run(Map<String, Object> conf) {
        SupervisorConfig config = SupervisorConfig.of(conf);
        return WorkersOnDisk.stopAll(LocalLayout.of(conf), config.bind(), config.slots().stopGrace());
    }
}
