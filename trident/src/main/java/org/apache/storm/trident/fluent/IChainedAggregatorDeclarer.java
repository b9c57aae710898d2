// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.fluent;

import org.apache.storm.trident.Stream;

/** A chain of aggregations that is being declared. */
public interface IChainedAggregatorDeclarer {
    /** The stream of the results: one tuple with all of them. */
    Stream chainEnd();
}
