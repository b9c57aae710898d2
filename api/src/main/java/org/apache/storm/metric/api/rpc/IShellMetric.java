// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api.rpc;

import org.apache.storm.metric.api.IMetric;

/** A metric that a multi-language component updates. */
public interface IShellMetric extends IMetric {
    /**
     * @param value what the component sent, as its serializer read it
     */
    void updateMetricFromRPC(Object value);
}
