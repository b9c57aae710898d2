// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tempest.cluster.metrics.LatencyBuckets;

final class FailureSamplesTest {
    private final FailureSamples samples = new FailureSamples();
    private final List<FailureSamples.Failure> taken = new ArrayList<>();

    @Test
    void someFailuresAreKeptUntilTheNextRead() {
        for (int i = 0; i < 1000; i++) {
            samples.add(i, i, i % 2 == 0 ? FailureSamples.NOBODY : 4, "default", i, 30);
        }
        samples.drainTo(taken, 100);
        assertEquals(20, taken.size());
        long root = taken.get(0).root();
        assertEquals(new FailureSamples.Failure(root, root, root % 2 == 0 ? FailureSamples.NOBODY : 4, "default", Long.toString(root), 30), taken.get(0));
        samples.add(3, 7, 4, "other", null, 1);
        taken.clear();
        samples.drainTo(taken, 100);
        assertEquals(List.of(new FailureSamples.Failure(3, 7, 4, "other", "null", 1)), taken);
    }

    @Test
    void aMessageIdIsTruncatedAndMayFailInToString() {
        samples.add(1, 0, 4, "s", "x".repeat(1000), 0);
        samples.add(2, 0, 4, "s", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no form");
            }
        }, 0);
        samples.drainTo(taken, 100);
        taken.sort(Comparator.comparingLong(FailureSamples.Failure::root));
        assertEquals(200, taken.get(0).messageId().length());
        assertTrue(taken.get(1).messageId().contains("no form"), taken.get(1).messageId());
    }

    @Test
    void latenciesAreCountedByBucketAndSummedOverTasks() {
        LatencyCounts one = new LatencyCounts();
        LatencyCounts two = new LatencyCounts();
        assertNull(one.addTo(null), "nothing was counted");
        one.record(100);
        two.record(100);
        two.record(5000);
        long[] sum = two.addTo(one.addTo(null));
        assertEquals(3, LongStream.of(sum).sum());
        assertEquals(2, sum[LatencyBuckets.index(100)]);
    }
}
