// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api.rpc;

import org.apache.storm.metric.api.CombinedMetric;
import org.apache.storm.metric.api.ICombiner;

/** Combines what the component sends. */
public class CombinedShellMetric extends CombinedMetric implements IShellMetric {
    public CombinedShellMetric(ICombiner combiner) {
        super(combiner);
    }

    @Override
    public void updateMetricFromRPC(Object value) {
        update(value);
    }
}
