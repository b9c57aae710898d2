// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.windowing.TimestampExtractor;
import org.apache.storm.windowing.TupleWindow;

/** A bolt that processes windows of tuples. What it emits is anchored to the window's tuples, which are acked when they leave the window. */
public interface IWindowedBolt extends IComponent {
    /** Called once per task, before any window. */
    void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector);

    /** Processes one window. */
    void execute(TupleWindow inputWindow);

    /** Called when the task stops, if the worker is not killed. */
    void cleanup();

    /** Tells when a tuple happened; null to go by the time it arrives. */
    TimestampExtractor getTimestampExtractor();
}
