// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.Map;
import java.util.Set;

/** Decides when a Nimbus that has just become leader has heard from enough nodes to judge which workers live. */
public interface IWorkerHeartbeatsRecoveryStrategy {

    /** Called once, before anything else. */
    void prepare(Map conf);

    /** Whether the nodes heard from suffice, of those that have assignments. */
    boolean isReady(Set<String> nodeIds);

    /** Tells that a node was heard from. */
    void reportNodeId(String nodeId);
}
