// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Serializable;
import java.util.Map;

/** What every component of a topology offers: its streams, and configuration of its own. */
public interface IComponent extends Serializable {
    /** Declares the streams that this component emits on. Called once, when the topology is built. */
    void declareOutputFields(OutputFieldsDeclarer declarer);

    /** Configuration for this component alone, or null. Only keys that make sense for one component are heeded. */
    Map<String, Object> getComponentConfiguration();
}
