// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.task.IMetricsContext;

/** Makes the state of each partition, in the worker. */
public interface StateFactory extends Serializable {
    /**
     * Makes the state of one partition.
     *
     * @param partitionIndex counted from 0
     * @param numPartitions  how many partitions the state has
     */
    State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions);
}
