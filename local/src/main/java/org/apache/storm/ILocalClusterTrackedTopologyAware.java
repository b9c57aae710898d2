// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.util.Map;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.testing.TrackedTopology;
import org.apache.storm.thrift.TException;

/** A cluster inside this JVM that also takes topologies which count what they send and handle, so that a test can wait for them. */
public interface ILocalClusterTrackedTopologyAware extends ILocalCluster {

    /** Submits a topology, to be active at once. */
    ILocalTopology submitTopology(String topologyName, Map<String, Object> conf, TrackedTopology topology) throws TException;

    /** Submits a topology. */
    ILocalTopology submitTopologyWithOpts(String topologyName, Map<String, Object> conf, TrackedTopology topology, SubmitOptions submitOpts)
        throws TException;
}
