// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/**
 * A bolt whose work on a tuple is done when {@link #execute} returns: what it emits is anchored to the input, and the input is acked, or failed
 * if it throws {@link FailedException}.
 */
public interface IBasicBolt extends IComponent {
    /** Called once per task, before any tuple. */
    void prepare(Map<String, Object> topoConf, TopologyContext context);

    /** Processes one tuple. */
    void execute(Tuple input, BasicOutputCollector collector);

    /** Called when the task stops, if the worker is not killed. */
    void cleanup();
}
