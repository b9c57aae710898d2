// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tempest.api.epoch.EpochSimulation.Faults;

/** Seeded schedules of deaths, replaced tasks that live on, lost and overtaking messages, failed tuples, and stores and sinks that are away; {@code -Dtempest.epochs.seeds=N} tries more. */
class EpochSimulationTest {
    private static final long SEEDS = Long.getLong("tempest.epochs.seeds", 2_000);

    @Test
    void everyNumberIsCountedAndCommittedOnceWhateverFails() {
        List<String> wrong = LongStream.range(0, SEEDS).parallel().mapToObj(EpochSimulationTest::whatIsWrong).filter(Objects::nonNull).toList();
        assertEquals(List.of(), wrong.stream().limit(3).toList(), wrong.size() + " of " + SEEDS);
    }

    private static String whatIsWrong(long seed) {
        EpochSimulation simulation = new EpochSimulation(seed, Faults.GUARANTEED);
        if (!simulation.run()) {
            return "seed " + seed + " does not come to an end: " + simulation.numbers();
        }
        if (!EpochSimulation.expectedNumbers().equals(simulation.numbers())) {
            return "seed " + seed + " has " + simulation.numbers();
        }
        return EpochSimulation.expectedCounts().equals(simulation.counts()) ? null : "seed " + seed + " counts " + simulation.counts();
    }

    /** Whether the outcome of any schedule is wrong. */
    private static boolean isSeenToFail(Faults faults) {
        return LongStream.range(0, SEEDS).anyMatch(seed -> {
            EpochSimulation simulation = new EpochSimulation(seed, faults);
            return simulation.run() && !(EpochSimulation.expectedNumbers().equals(simulation.numbers()) && EpochSimulation.expectedCounts().equals(simulation.counts()));
        });
    }

    @Test
    void aSinkWithoutTransactionsShowsDuplicates() {
        assertTrue(isSeenToFail(Faults.SINK_WITHOUT_TRANSACTIONS));
    }

    @Test
    void aBoltThatKeepsItsCountsOutsideOfItsStateCountsTwice() {
        assertTrue(isSeenToFail(Faults.STATE_NOT_RESTORED));
    }
}
