// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.fluent;

/** How tuples come together before they are aggregated fully. */
public interface GlobalAggregationScheme<S extends IAggregatableStream> {
    /** Repartitions a stream so that all that belongs together is in one partition. */
    IAggregatableStream aggPartition(S stream);
}
