// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api.rpc;

import org.apache.storm.metric.api.AssignableMetric;

/** Is set to what the component sends. */
public class AssignableShellMetric extends AssignableMetric implements IShellMetric {
    public AssignableShellMetric(Object value) {
        super(value);
    }

    @Override
    public void updateMetricFromRPC(Object value) {
        setValue(value);
    }
}
