// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api.rpc;

import org.apache.storm.metric.api.IReducer;
import org.apache.storm.metric.api.ReducedMetric;

/** Reduces what the component sends. */
public class ReducedShellMetric extends ReducedMetric implements IShellMetric {
    public ReducedShellMetric(IReducer reducer) {
        super(reducer);
    }

    @Override
    public void updateMetricFromRPC(Object value) {
        update(value);
    }
}
