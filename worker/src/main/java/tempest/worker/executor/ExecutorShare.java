// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.metric.api.IMetric;

/**
 * What the contexts of one executor's tasks have in common.
 *
 * @param data what the tasks keep for each other
 * @param metrics what they registered: by time bucket in seconds, task and name
 * @param opened set once all were opened or prepared, which ends the time for registering metrics
 */
public record ExecutorShare(Map<String, Object> data, Map<Integer, Map<Integer, Map<String, IMetric>>> metrics, AtomicBoolean opened) {
    public ExecutorShare() {
        this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new AtomicBoolean());
    }
}
