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
        // A first choice, not tuned by measuring. Batches of 1000 (topology.producer.batch.size) are not for Apache Storm: nothing arrived within 90 s.
        // For Tempest nothing better than its defaults is known.
        return switch (system) {
            case "apache" -> c.isLatency() || !c.conf().isEmpty()
                ? List.of("conf.topology.worker.childopts=-XX:+UseParallelGC", "conf.topology.disable.loadaware.messaging=true")
                : List.of("conf.topology.worker.childopts=-XX:+UseParallelGC", "conf.topology.disable.loadaware.messaging=true",
                    "conf.topology.max.spout.pending=10000");
            default -> List.of();
        };
    }
}
