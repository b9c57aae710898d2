// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.Map;

/** Hears of what is done to topologies, in Nimbus, right after it was done; must not block. */
public interface ITopologyActionNotifierPlugin {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> stormConf);

    /** Tells that an action (submitTopology, activate, deactivate, rebalance, killTopology) was performed on the named topology. */
    void notify(String topologyName, String action);

    /** Called when Nimbus stops. */
    void cleanup();
}
