// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tempest.worker.tuple.TupleImpl;

final class FailedInputsTest {
    private final FailedInputs inputs = new FailedInputs();

    private static TupleImpl tuple(long root, Object... values) {
        return new TupleImpl(null, 1, List.of(values), root, 7, null);
    }

    @Test
    void aFailedTupleHasItsValuesAndTheErrorReportedJustBefore() {
        inputs.reported(new IllegalStateException("bad sentence"), 0);
        inputs.add(tuple(5, "bad", 7), true, 1);
        FailedInputs.Input input = inputs.drain(10).get(0);
        assertEquals(5, input.root());
        assertEquals("[bad, 7]", input.values());
        assertTrue(input.error().startsWith("java.lang.IllegalStateException: bad sentence at "), input.error());
        inputs.add(tuple(6, "bad"), true, TimeUnit.SECONDS.toNanos(2));
        assertNull(inputs.drain(10).get(0).error());
    }

    @Test
    void valuesAreBoundedAndCanBeHidden() {
        inputs.add(tuple(5, "x".repeat(5_000), "y"), true, 0);
        assertEquals(200, inputs.drain(10).get(0).values().length());
        inputs.add(tuple(5, "secret"), false, 0);
        assertNull(inputs.drain(10).get(0).values());
    }

    @Test
    void twoTasksKeepTheSameTreesOfThousands() {
        RootSample<Long> other = new RootSample<>();
        for (long root = 1; root <= 5_000; root++) {
            inputs.add(tuple(root, "v"), true, 0);
            other.add(root, root);
        }
        Set<Long> ours = inputs.drain(100).stream().map(FailedInputs.Input::root).collect(Collectors.toSet());
        assertEquals(20, ours.size());
        assertEquals(ours, Set.copyOf(other.drain(100)));
        // Not the first twenty, which all failed in one moment.
        assertTrue(ours.stream().anyMatch(root -> root > 2_500), ours.toString());
        assertEquals(List.of(), inputs.drain(100));
    }

    @Test
    void aSampleThatIsNotFullKeepsAll() {
        RootSample<Long> sample = new RootSample<>();
        LongStream.range(0, 20).forEach(root -> sample.add(root, root));
        assertEquals(20, sample.drain(100).size());
        LongStream.range(0, 20).forEach(root -> sample.add(root, root));
        assertEquals(3, sample.drain(3).size());
        assertTrue(sample.wants(1));
    }
}
