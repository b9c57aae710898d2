// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import tempest.cluster.ConfigReader;

/** After how long without a heartbeat a worker hangs: the supervisor's setting, or the topology's if that is longer, up to a limit. Pure. */
final class HeartbeatTimeout {

    private HeartbeatTimeout() { }

    /**
     * @param daemon   the supervisor's configuration
     * @param topology the topology's own
     */
    static long millis(Map<String, Object> daemon, Map<String, Object> topology) {
        ConfigReader own = new ConfigReader(daemon);
        int secs = own.integer("supervisor.worker.timeout.secs", 30, 1);
        int wanted = new ConfigReader(topology).integer("topology.worker.timeout.secs", secs, 1);
        int most = own.integer("worker.max.timeout.secs", 600, 1);
        return TimeUnit.SECONDS.toMillis(Math.max(secs, Math.min(wanted, most)));
    }
}
