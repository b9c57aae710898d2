// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.List;

/** What a topology's configuration says: nothing, so that each system runs as it comes, or what serves the system best. */
final class Settings {
    private Settings() {
    }

    static List<String> of(String system, String settings, Case c) {
        if (settings.equals("default")) {
            return List.of();
        }
        // At a fixed rate a batch only waits for its flush; the others gain from batches. A first choice: not tuned by measuring.
        return switch (system) {
            case "apache" -> c.isLatency()
                ? List.of("conf.topology.worker.childopts=-XX:+UseParallelGC", "conf.topology.disable.loadaware.messaging=true")
                : List.of("conf.topology.worker.childopts=-XX:+UseParallelGC", "conf.topology.disable.loadaware.messaging=true",
                    "conf.topology.producer.batch.size=1000", "conf.topology.transfer.batch.size=1000", "conf.topology.max.spout.pending=10000");
            case "tempest" -> c.isLatency() ? List.of() : List.of("conf.topology.worker.childopts=-XX:+UseParallelGC");
            default -> List.of();
        };
    }
}
