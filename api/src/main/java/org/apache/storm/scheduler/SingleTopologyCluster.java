// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

/** A copy of a cluster in which only one topology may be changed. */
public class SingleTopologyCluster extends Cluster {
    private final String allowedId;

    public SingleTopologyCluster(Cluster other, String topologyId) {
        super(other);
        allowedId = topologyId;
    }

    @Override
    protected void assertValidTopologyForModification(String topologyId) {
        if (!allowedId.equals(topologyId)) {
            throw new IllegalArgumentException("only " + allowedId + " may be scheduled here, not " + topologyId);
        }
    }
}
