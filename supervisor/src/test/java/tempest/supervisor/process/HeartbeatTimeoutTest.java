// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatTimeoutTest {

    @Test
    void aTopologyMayLengthenTheTimeoutUpToTheLimitButNotShortenIt() {
        assertEquals(30_000, HeartbeatTimeout.millis(Map.of(), Map.of()));
        Map<String, Object> daemon = Map.of("supervisor.worker.timeout.secs", 10, "worker.max.timeout.secs", 60);
        assertEquals(10_000, HeartbeatTimeout.millis(daemon, Map.of()));
        assertEquals(40_000, HeartbeatTimeout.millis(daemon, Map.of("topology.worker.timeout.secs", 40)));
        assertEquals(60_000, HeartbeatTimeout.millis(daemon, Map.of("topology.worker.timeout.secs", 600)));
        assertEquals(10_000, HeartbeatTimeout.millis(daemon, Map.of("topology.worker.timeout.secs", 5)));
    }
}
