// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.metric.api.IMetric;

/**
 * What the contexts of one executor's tasks share.
 *
 * @param data objects that the tasks store for each other
 * @param metrics those they registered, by time bucket in seconds, task and name
 * @param opened set once all were opened or prepared, after which no metrics can be registered
 */
public record ExecutorShare(Map<String, Object> data, Map<Integer, Map<Integer, Map<String, IMetric>>> metrics, AtomicBoolean opened) {
    public ExecutorShare() {
        this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new AtomicBoolean());
    }
}
