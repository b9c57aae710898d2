// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/**
 * What a task is made from.
 *
 * @param component the user's spout or bolt, an instance of this task's own
 * @param conf the topology's configuration with the component's own over it
 */
public record TaskPlan(int task, String componentId, Object component, Map<String, Object> conf, TopologyContext context,
                       List<StreamPlan> streams) { }
