// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/**
 * What a task is created from.
 *
 * @param component the user's spout or bolt, an instance that only this task has
 * @param conf the topology's configuration, overridden by the component's
 */
public record TaskPlan(int task, String componentId, Object component, Map<String, Object> conf, TopologyContext context,
                       List<StreamPlan> streams) { }
