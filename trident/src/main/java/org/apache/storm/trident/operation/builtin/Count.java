// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.tuple.TridentTuple;

/** Counts tuples. */
public class Count implements CombinerAggregator<Long> {
    private static final long serialVersionUID = 1L;
    private static final Long ONE = 1L;

    @Override
    public Long init(TridentTuple tuple) {
        return ONE;
    }

    @Override
    public Long combine(Long val1, Long val2) {
        return val1 + val2;
    }

    @Override
    public Long zero() {
        return 0L;
    }
}
