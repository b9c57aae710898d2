// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

/** An aggregator that has nothing to prepare. */
public abstract class BaseAggregator<T> extends BaseOperation implements Aggregator<T> {
    private static final long serialVersionUID = 1L;
}
