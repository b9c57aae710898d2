// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.fluent;

import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.tuple.Fields;
import tempest.trident.stage.Combine;
import tempest.trident.stage.CombinePerGroup;
import tempest.trident.stage.OncePerBatch;

/** Chooses what runs an aggregation, by what the stream is and how it was partitioned. */
final class Aggregations {
    private Aggregations() {
    }

    /** @param groups null where the stream is not grouped */
    static Aggregator<?> combine(Fields groups, Combine.Combiners combiners) {
        return groups == null ? new Combine(combiners) : new CombinePerGroup(groups, combiners);
    }

    /** Where a whole batch is in one partition, only that one gives a result; a group gives one wherever it is. */
    static Aggregator<?> once(IAggregatableStream input, Aggregator<?> aggregator) {
        return input instanceof GroupedStream ? aggregator : new OncePerBatch(aggregator);
    }
}
