// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What must hold whatever happens between two leaders, tried on seeded schedules: each name has one topology, no slot is in two hands, what was accepted
 * survives, what was killed stays so, and once all is well again everything runs. A finding names its seed: {@code -Dtempest.simulation.first=SEED
 * -Dtempest.simulation.seeds=1} replays it, and many more seeds than are tried in a build can be asked for the same way.
 */
class NimbusSimulationTest {
    private static final long FIRST = Long.getLong("tempest.simulation.first", 1);
    private static final long SEEDS = Long.getLong("tempest.simulation.seeds", 200);
    private static final int STEPS = 250;

    @TempDir
    private Path folder;

    @Test
    void whateverHappensBetweenLeadersTheClustersRulesHold() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            assertNull(new NimbusSimulation(seed, folder).run(STEPS), "seed " + seed);
        }
    }

    /** In both a second leadership made the same id within the same second, and the first one took its blobs away. */
    @Test
    void schedulesThatWentWrongOnceHold() {
        for (long seed : new long[] {230_709, 327_377}) {
            assertNull(new NimbusSimulation(seed, folder).run(STEPS), "seed " + seed);
        }
    }
}
