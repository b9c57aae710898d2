// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What tells the metrics of one task, or of one of its streams, from others. Immutable. */
public class TaskMetricDimensions {
    private final Map<String, String> dimensions;

    /**
     * @param streamId null for the metrics of the whole task
     */
    public TaskMetricDimensions(int taskId, String componentId, String streamId, StormMetricRegistry metricRegistry) {
        Map<String, String> names = new HashMap<>();
        names.put("taskid", Integer.toString(taskId));
        names.put("componentId", componentId);
        if (streamId != null) {
            names.put("streamId", streamId);
        }
        names.put("hostname", metricRegistry.getHostName());
        names.put("port", String.valueOf(metricRegistry.getPort()));
        names.put("topologyId", metricRegistry.getTopologyId());
        dimensions = Collections.unmodifiableMap(names);
    }

    /** Names and values, read-only. */
    public Map<String, String> getDimensions() {
        return dimensions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskMetricDimensions that && dimensions.equals(that.dimensions);
    }

    @Override
    public int hashCode() {
        return dimensions.hashCode();
    }
}
