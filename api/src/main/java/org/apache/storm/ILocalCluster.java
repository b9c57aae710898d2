// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.GetInfoOptions;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;

/** A whole cluster inside this JVM, for trying out and testing topologies. Any thread may use it; closing it ends everything. */
public interface ILocalCluster extends AutoCloseable {

    /** A topology that runs on the cluster. Closing it kills it at once. */
    interface ILocalTopology extends AutoCloseable {
    }

    /** Submits a topology, to be active at once. */
    ILocalTopology submitTopology(String topologyName, Map<String, Object> conf, StormTopology topology) throws TException;

    /** Submits a topology. */
    ILocalTopology submitTopologyWithOpts(String topologyName, Map<String, Object> conf, StormTopology topology, SubmitOptions submitOpts)
        throws TException;

    /** Replaces a running topology's credentials. */
    void uploadNewCredentials(String topologyName, Credentials creds) throws TException;

    /** Kills a topology after its message time-out. */
    void killTopology(String topologyName) throws TException;

    void killTopologyWithOpts(String name, KillOptions options) throws TException;

    void activate(String topologyName) throws TException;

    void deactivate(String topologyName) throws TException;

    void rebalance(String name, RebalanceOptions options) throws TException;

    /** Same as {@link #close()}. */
    @Deprecated
    void shutdown();

    /** The configuration of the topology of that id, as JSON. */
    String getTopologyConf(String id) throws TException;

    /** The topology of that id with the system's own components. */
    StormTopology getTopology(String id) throws TException;

    ClusterSummary getClusterInfo() throws TException;

    List<TopologySummary> getTopologySummaries() throws TException;

    TopologySummary getTopologySummaryByName(String name) throws TException;

    TopologySummary getTopologySummary(String id) throws TException;

    TopologyInfo getTopologyInfo(String id) throws TException;

    TopologyInfo getTopologyInfoByName(String name) throws TException;

    TopologyInfo getTopologyInfoWithOpts(String id, GetInfoOptions options) throws TException;

    TopologyInfo getTopologyInfoByNameWithOpts(String name, GetInfoOptions options) throws TException;

    /** Advances simulated time by some seconds, one at a time, and lets the cluster come to rest after each. */
    void advanceClusterTime(int secs) throws InterruptedException;

    /** Advances simulated time by some seconds, {@code step} at a time, and lets the cluster come to rest after each. */
    void advanceClusterTime(int secs, int step) throws InterruptedException;

    /** The name under which what topologies send and handle is counted; null if it is not. */
    String getTrackedId();
}
