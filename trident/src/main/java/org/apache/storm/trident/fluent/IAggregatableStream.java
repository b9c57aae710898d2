// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.fluent;

import org.apache.storm.trident.Stream;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.Function;
import org.apache.storm.tuple.Fields;

/** A stream, grouped or not, that can be aggregated. */
public interface IAggregatableStream {
    /** Appends what a function emits for each tuple. */
    IAggregatableStream each(Fields inputFields, Function function, Fields functionFields);

    /** Aggregates what each partition has of a batch, or of each group of it. */
    IAggregatableStream partitionAggregate(Fields inputFields, Aggregator agg, Fields functionFields);

    /** The stream without its groups. */
    Stream toStream();

    Fields getOutputFields();
}
