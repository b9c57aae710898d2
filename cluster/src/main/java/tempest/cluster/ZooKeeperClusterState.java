// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;

/**
 * The shared state in ZooKeeper, under the configured root. Any thread; watches call back on one thread of its own.
 */
public final class ZooKeeperClusterState implements ClusterState {
    private final CuratorFramework client;
    private final String root;
    private final ExecutorService callbacks;
    private final Table<StormBase> topologies;
    private final Table<Assignment> assignments;
    private final Table<SupervisorInfo> supervisors;
    private final Table<NimbusSummary> nimbuses;
    private final Table<Credentials> credentials;
    private final Table<LogConfig> logConfigs;
    private final ErrorLog errors;

    private ZooKeeperClusterState(CuratorFramework client, String root) {
        this.client = client;
        this.root = root;
        this.callbacks = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "cluster-state-callbacks");
            thread.setDaemon(true);
            return thread;
        });
        this.topologies = table("storms", new ThriftCodec<>(StormBase::new));
        this.assignments = table("assignments", new ThriftCodec<>(Assignment::new));
        this.supervisors = table("supervisors", new ThriftCodec<>(SupervisorInfo::new));
        this.nimbuses = table("nimbuses", new ThriftCodec<>(NimbusSummary::new));
        this.credentials = table("credentials", new ThriftCodec<>(Credentials::new));
        this.logConfigs = table("logconfigs", new ThriftCodec<>(LogConfig::new));
        this.errors = new ZooKeeperErrorLog(client, root + "/errors");
    }

    /**
     * Connects.
     *
     * @throws ClusterStateException if ZooKeeper does not answer within the configured time
     */
    public static ZooKeeperClusterState connect(ZooKeeperConfig config) {
        return new ZooKeeperClusterState(ZooKeeperClient.open(config), config.root());
    }

    private <V> ZooKeeperTable<V> table(String path, Codec<V> codec) {
        return new ZooKeeperTable<>(client, root + "/" + path, codec, callbacks);
    }

    @Override
    public Table<StormBase> topologies() {
        return topologies;
    }

    @Override
    public Table<Assignment> assignments() {
        return assignments;
    }

    @Override
    public Table<SupervisorInfo> supervisors() {
        return supervisors;
    }

    @Override
    public Table<NimbusSummary> nimbuses() {
        return nimbuses;
    }

    @Override
    public Table<Credentials> credentials() {
        return credentials;
    }

    @Override
    public Table<LogConfig> logConfigs() {
        return logConfigs;
    }

    @Override
    public Table<ProfileRequest> profileRequests(String topologyId) {
        return table("profilerconfigs/" + ZooKeeperTable.name(topologyId), new ThriftCodec<>(ProfileRequest::new));
    }

    @Override
    public Table<Long> blobHolders(String blobKey) {
        return table("blobstore/" + ZooKeeperTable.name(blobKey), Codec.NUMBER);
    }

    @Override
    public List<String> heldBlobs() {
        return table("blobstore", Codec.NUMBER).keys();
    }

    @Override
    public ErrorLog errors() {
        return errors;
    }

    @Override
    public LeaderElection election(HostPort self) {
        return new ZooKeeperElection(client, root + "/leader-lock", self, callbacks);
    }

    @Override
    public void removeTopology(String topologyId) {
        // The topology itself goes last: as long as it is there, whoever cleans up knows that something is left to do.
        assignments.remove(topologyId);
        credentials.remove(topologyId);
        logConfigs.remove(topologyId);
        table("profilerconfigs", Codec.NUMBER).remove(topologyId);
        errors.remove(topologyId);
        topologies.remove(topologyId);
    }

    @Override
    public void removeBlob(String blobKey) {
        table("blobstore", Codec.NUMBER).remove(blobKey);
    }

    @Override
    public void close() {
        client.close();
        callbacks.shutdownNow();
    }
}
