// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.Map;
import org.apache.storm.state.State;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/** A bolt whose state is saved at checkpoints. It acks its input as any bolt, and anchors what it emits. */
public interface IStatefulBolt<T extends State> extends IStatefulComponent<T> {
    /** As {@link org.apache.storm.task.IBolt#prepare}. */
    void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector);

    /** As {@link org.apache.storm.task.IBolt#execute}. */
    void execute(Tuple input);

    /** As {@link org.apache.storm.task.IBolt#cleanup}. */
    void cleanup();
}
