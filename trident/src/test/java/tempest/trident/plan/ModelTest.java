// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.trident.Plans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random topologies, run as planned with batches that fail and are replayed, give what a plain computation of the same operations gives. */
class ModelTest {
    private static final int BATCHES = 6;

    @Test
    void randomGraphsGiveWhatAPlainComputationGivesWhileBatchesFail() {
        int failures = 0;
        for (long seed = 0; seed < 400; seed++) {
            failures += check(seed, true);
        }
        assertTrue(failures > 1000, "failures: " + failures);
    }

    @Test
    void opaqueStateIsExactThoughReplayedBatchesHaveOtherRows() {
        for (long seed = 0; seed < 200; seed++) {
            check(seed, false);
        }
    }

    @Test
    void theModelCanFailNonTransactionalStateCountsReplayedBatchesTwice() {
        int wrong = 0;
        for (long seed = 0; seed < 20; seed++) {
            wrong += Overcounting.overcounts(seed) ? 1 : 0;
        }
        assertTrue(wrong > 5, wrong + " of 20");
    }

    @Test
    @Tag("soak")
    void manyRandomGraphs() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 20_000; seed++) {
            check(seed, seed % 3 != 0);
        }
    }

    private static int check(long seed, boolean exactRows) {
        RandomGraph graph = new RandomGraph(seed * 2 + (exactRows ? 0 : 1), exactRows);
        Plan plan = Plans.of(graph.topology);
        String what = "seed " + seed + ", exact " + exactRows + "\n" + plan;
        Map<Long, Integer> succeeded = new HashMap<>();
        int failures = 0;
        try {
            for (int group = 0; group < plan.groups().count; group++) {
                PlanRunner runner = new PlanRunner(plan, group, (spout, tx, attempt) -> Expected.rows(seed, spout, tx, exactRows ? 0 : attempt), seed);
                runner.run(BATCHES, 0.02);
                runner.cleanup();
                failures += runner.failures();
                for (String spout : graph.spouts) {
                    if (plan.parts().stream().anyMatch(p -> p.id.equals("spout-" + spout) && groupOf(plan, p) == runner.group())) {
                        runner.succeeded().forEach((tx, attempt) -> succeeded.put(key(spout, tx), attempt));
                    }
                }
            }
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        Expected.check(graph, BATCHES, (spout, tx) -> Expected.rows(seed, spout, tx, exactRows ? 0 : succeeded.get(key(spout, tx))), what);
        return failures;
    }

    private static int groupOf(Plan plan, Part part) {
        return plan.groups().of(part.source());
    }

    private static long key(String spout, long tx) {
        return spout.hashCode() * 1000L + tx;
    }
}
