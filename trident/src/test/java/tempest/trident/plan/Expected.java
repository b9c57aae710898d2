// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The rows of random batches, and whether states hold after them what a {@link RandomGraph} computes of them. */
final class Expected {
    private Expected() {
    }

    /** The rows of a batch that made it. */
    interface Rows {
        List<Object[]> of(String spout, long transaction);
    }

    static void check(RandomGraph graph, int batches, Rows rows, String what) {
        for (long tx = 1; tx <= batches; tx++) {
            RandomGraph.Batch batch = new RandomGraph.Batch();
            for (String spout : graph.spouts) {
                List<List<Object>> all = new ArrayList<>();
                rows.of(spout, tx).forEach(r -> all.add(List.of(r)));
                batch.rows.put(spout, all);
            }
            graph.updates.values().forEach(batch::of);
            for (Map.Entry<String, RandomGraph.Model> kept : graph.kept.entrySet()) {
                assertEquals(sorted(batch.of(kept.getValue())), sorted(Kept.rows(kept.getKey(), tx)), kept.getKey() + " of batch " + tx + ", " + what);
            }
        }
        graph.totals.forEach((id, expected) -> assertEquals(expected, Kept.contents(id, graph.kind), id + ", " + what));
    }

    /** The same for the same arguments. */
    static List<Object[]> rows(long seed, String spout, long tx, int attempt) {
        Random random = new Random(seed * 1_000_003 + spout.hashCode() * 31L + tx * 7919 + attempt * 104_729L);
        List<Object[]> rows = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            rows.add(new Object[] {"k" + random.nextInt(4), random.nextInt(6)});
        }
        return rows;
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(String::valueOf).sorted().toList();
    }
}
