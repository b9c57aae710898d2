// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.StormTopology;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A large cluster on one Nimbus: 100 supervisors of 6 slots, 500 topologies of 20 executors. */
@Tag("soak")
class ManySubmissionsTest extends NimbusFixture {
    private static final int TOPOLOGIES = 500;
    private static final int SUPERVISORS = 100;

    private static StormTopology twentyExecutors() {
        StormTopology topology = SampleTopologies.wordCount();
        topology.get_spouts().get("spout").get_common().set_parallelism_hint(5);
        topology.get_bolts().get("split").get_common().set_parallelism_hint(7);
        topology.get_bolts().get("count").get_common().set_parallelism_hint(7);
        return topology;
    }

    @Test
    void theFiveHundredthTopologyIsSubmittedAndScheduledInTime() throws Exception {
        for (int i = 0; i < SUPERVISORS; i++) {
            supervisor("s" + i, 6700, 6701, 6702, 6703, 6704, 6705);
        }
        long slowest = 0;
        for (int i = 0; i < TOPOLOGIES; i++) {
            long began = System.nanoTime();
            calls.submitTopology("t" + i, jar(), "{}", twentyExecutors());
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        assigned(id("t" + (TOPOLOGIES - 1)));
        long began = System.nanoTime();
        pass(11);
        long round = System.nanoTime() - began;
        System.out.printf("slowest submission %d ms, a round over all %d ms%n", TimeUnit.NANOSECONDS.toMillis(slowest), TimeUnit.NANOSECONDS.toMillis(round));
        assertTrue(slowest < TimeUnit.SECONDS.toNanos(3), "a submission took " + slowest + " ns");
        assertTrue(round < TimeUnit.SECONDS.toNanos(2), "a round took " + round + " ns");
        assertEquals(TOPOLOGIES, state.assignments().keys().size());
    }
}
