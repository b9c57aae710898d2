// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.Plans;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.tuple.Fields;

/** A count in a state that does not know of transactions, to show that runs with failures expose a wrong count. */
final class Overcounting {
    private static final int BATCHES = 20;
    private static final int ROWS = 30;

    private Overcounting() {
    }

    static boolean overcounts(long seed) {
        String id = "overcounting" + seed;
        TridentTopology topology = new TridentTopology();
        topology.newStream("spout", new RandomGraph.AnySpout()).groupBy(new Fields("k"))
            .persistentAggregate(new Kept.Factory(id, Kept.Kind.NON_TRANSACTIONAL), new Count(), new Fields("count")).parallelismHint(3);
        PlanRunner runner = new PlanRunner(Plans.of(topology), 0, (spout, tx, attempt) -> {
            List<Object[]> rows = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                rows.add(new Object[] {"k" + i % 7, i});
            }
            return rows;
        }, seed);
        runner.run(BATCHES, 0.02);
        long counted = 0;
        for (Map.Entry<List<Object>, Object> entry : Kept.contents(id, Kept.Kind.NON_TRANSACTIONAL).entrySet()) {
            counted += (Long) entry.getValue();
        }
        if (counted < (long) BATCHES * ROWS) {
            throw new AssertionError("lost: " + counted);
        }
        return counted > (long) BATCHES * ROWS;
    }
}
