// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/** A source of state. */
public interface IStateSpout extends Serializable {
    void open(Map<String, Object> conf, TopologyContext context);

    void close();

    void nextTuple(StateSpoutOutputCollector collector);

    void synchronize(SynchronizeOutputCollector collector);
}
