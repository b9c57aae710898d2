// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.filters;

import com.codahale.metrics.MetricFilter;
import java.util.Map;

/** Picks the metrics that a reporter reports. */
public interface StormMetricsFilter extends MetricFilter {
    /**
     * @param config the reporter's {@code filter} section
     */
    void prepare(Map<String, Object> config);
}
