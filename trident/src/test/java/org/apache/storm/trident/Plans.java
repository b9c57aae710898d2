// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident;

import tempest.trident.plan.Plan;

/** The plan of a topology, for tests. */
public final class Plans {
    private Plans() {
    }

    public static Plan of(TridentTopology topology) {
        return topology.graph.plan();
    }
}
