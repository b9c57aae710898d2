// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.trident.Plans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random topologies, run as planned with batches that fail and are replayed, give what a plain computation of the same operations gives. */
class ModelTest {
    private static final int BATCHES = 6;

    @Test
    void random_graphs_give_what_a_plain_computation_gives_while_batches_fail() {
        int failures = 0;
        for (long seed = 0; seed < 400; seed++) {
            failures += check(seed, true);
        }
        assertTrue(failures > 1000, "failures: " + failures);
    }

    @Test
    void opaque_state_is_exact_though_replayed_batches_have_other_rows() {
        for (long seed = 0; seed < 200; seed++) {
            check(seed, false);
        }
    }

    @Test
    void the_model_can_fail_non_transactional_state_counts_replayed_batches_twice() {
        int wrong = 0;
        for (long seed = 0; seed < 20; seed++) {
            wrong += Overcounting.overcounts(seed) ? 1 : 0;
        }
        assertTrue(wrong > 5, wrong + " of 20");
    }

    @Test
    @Tag("soak")
    void many_random_graphs() {
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
                PlanRunner runner = new PlanRunner(plan, group, (spout, tx, attempt) -> rows(seed, spout, tx, exactRows ? 0 : attempt), seed);
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
        for (long tx = 1; tx <= BATCHES; tx++) {
            RandomGraph.Batch batch = new RandomGraph.Batch();
            for (String spout : graph.spouts) {
                List<List<Object>> all = new ArrayList<>();
                rows(seed, spout, tx, exactRows ? 0 : succeeded.get(key(spout, tx))).forEach(r -> all.add(List.of(r)));
                batch.rows.put(spout, all);
            }
            graph.updates.values().forEach(batch::of);
            for (Map.Entry<String, RandomGraph.Model> kept : graph.kept.entrySet()) {
                assertEquals(sorted(batch.of(kept.getValue())), sorted(Kept.rows(kept.getKey(), tx)), kept.getKey() + " of batch " + tx + ", " + what);
            }
        }
        graph.totals.forEach((id, expected) -> assertEquals(expected, Kept.contents(id, graph.kind), id + ", " + what));
        return failures;
    }

    private static int groupOf(Plan plan, Part part) {
        return plan.groups().of(part.source());
    }

    private static long key(String spout, long tx) {
        return spout.hashCode() * 1000L + tx;
    }

    private static List<Object[]> rows(long seed, String spout, long tx, int attempt) {
        Random random = new Random(seed * 1_000_003 + spout.hashCode() * 31L + tx * 7919 + attempt * 104_729L);
        List<Object[]> rows = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            rows.add(new Object[] {"k" + random.nextInt(4), random.nextInt(6)});
        }
        return rows;
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(String::valueOf).sorted(Comparator.naturalOrder()).toList();
    }
}
