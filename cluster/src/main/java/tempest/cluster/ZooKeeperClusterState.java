// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;
import tempest.rpc.DeadLetter;
import tempest.rpc.EndedTopology;
import tempest.rpc.WorkerEnds;

/**
 * The shared state in ZooKeeper, under the configured root. Any thread; watches call back on one thread of its own.
 */
public final class ZooKeeperClusterState implements ClusterState {
    /** The epoch's table has this one entry. */
    private static final String EPOCH = "epoch";

    private final CuratorFramework client;
    private final ZooKeeperConfig config;
    private final String root;
    private final ExecutorService callbacks;
    private final ZooKeeperWriter writer;
    /** Of this and of the leaders' views of it. */
    private final LongAdder writes;
    /** Whether the connection ends with this object: the view of a leader shares another's. */
    private final boolean owner;
    /** Elections with connections of their own. */
    private final List<CuratorFramework> elections = new CopyOnWriteArrayList<>();
    private final ZooKeeperTable<HostPort> leadership;
    private final Table<StormBase> topologies;
    private final Table<Assignment> assignments;
    private final Table<SupervisorInfo> supervisors;
    private final Table<NimbusSummary> nimbuses;
    private final Table<Credentials> credentials;
    private final Table<LogConfig> logConfigs;
    private final Table<Long> deletedBlobs;
    private final ErrorLog errors;
    private final Table<WorkerEnds> workerEnds;
    private final Table<EndedTopology> endedTopologies;

    private ZooKeeperClusterState(CuratorFramework client, ZooKeeperConfig config, ExecutorService callbacks, ZooKeeperWriter writer,
                                  LongAdder writes, boolean owner) {
        this.client = client;
        this.config = config;
        this.root = config.root();
        this.callbacks = callbacks;
        this.writer = ZooKeeperWriter.counted(writer, writes);
        this.writes = writes;
        this.owner = owner;
        this.leadership = table("leadership", Codec.ADDRESS);
        this.topologies = table("storms", new ThriftCodec<>(StormBase::new));
        this.assignments = table("assignments", new ThriftCodec<>(Assignment::new));
        this.supervisors = table("supervisors", new ThriftCodec<>(SupervisorInfo::new));
        this.nimbuses = table("nimbuses", new ThriftCodec<>(NimbusSummary::new));
        this.credentials = table("credentials", new ThriftCodec<>(Credentials::new));
        this.logConfigs = table("logconfigs", new ThriftCodec<>(LogConfig::new));
        this.deletedBlobs = table("deleted-blobs", Codec.NUMBER);
        this.errors = new ZooKeeperErrorLog(client, this.writer, root + "/errors");
        this.workerEnds = table("worker-ends", new ThriftCodec<>(WorkerEnds::new));
        this.endedTopologies = table("ended-topologies", new ThriftCodec<>(EndedTopology::new));
    }

    /**
     * Connects.
     *
     * @throws ClusterStateException if ZooKeeper does not answer within the configured time
     */
    public static ZooKeeperClusterState connect(ZooKeeperConfig config) {
        return over(ZooKeeperClient.open(config), config);
    }

    private static ZooKeeperClusterState over(CuratorFramework client, ZooKeeperConfig config) {
        ExecutorService callbacks = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "cluster-state-callbacks");
            thread.setDaemon(true);
            return thread;
        });
        return new ZooKeeperClusterState(client, config, callbacks, ZooKeeperWriter.unchecked(client), new LongAdder(), true);
    }

    /**
     * Begins to connect and returns at once. Until there is a connection, operations wait for it as they do after one was lost, and watches tell
     * nothing.
     */
    public static ZooKeeperClusterState connectInBackground(ZooKeeperConfig config) {
        return over(ZooKeeperClient.begin(config), config);
    }

    private <V> ZooKeeperTable<V> table(String path, Codec<V> codec) {
        return new ZooKeeperTable<>(client, writer, root + "/" + path, codec, callbacks);
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
    public Table.Watch watchBlobs(Consumer<Optional<String>> changed) {
        String path = root + "/blobstore";
        PersistentWatcher watcher = new PersistentWatcher(client, path, true);
        watcher.getListenable().addListener(event -> {
            if (event.getPath() != null && event.getPath().length() > path.length()) {
                String below = event.getPath().substring(path.length() + 1);
                int end = below.indexOf('/');
                callBack(() -> changed.accept(Optional.of(ZooKeeperTable.key(end < 0 ? below : below.substring(0, end)))));
            }
        });
        watcher.getResetListenable().addListener(() -> callBack(() -> changed.accept(Optional.empty())));
        watcher.start();
        return watcher::close;
    }

    private void callBack(Runnable callback) {
        try {
            callbacks.execute(callback);
        } catch (RejectedExecutionException closing) {
            // Who closes the state wants to hear no more.
            return;
        }
    }

    @Override
    public Table<Long> deletedBlobs() {
        return deletedBlobs;
    }

    @Override
    public ErrorLog errors() {
        return errors;
    }

    @Override
    public Table<WorkerEnds> workerEnds() {
        return workerEnds;
    }

    @Override
    public Table<EndedTopology> endedTopologies() {
        return endedTopologies;
    }

    @Override
    public Table<DeadLetter> deadLetters(String topologyId) {
        return table("dead-letters/" + ZooKeeperTable.name(topologyId), new ThriftCodec<>(DeadLetter::new));
    }

    @Override
    public List<String> deadLetterTopologies() {
        return table("dead-letters", Codec.NUMBER).keys();
    }

    @Override
    public LeaderElection election(HostPort self) {
        CuratorFramework own = ZooKeeperClient.open(config.forElection());
        elections.add(own);
        return new ZooKeeperElection(own, root + "/leader-lock", self);
    }

    @Override
    public Epoch beginEpoch(HostPort self, LeaderElection won, Runnable refused) {
        String node = leadership.path(EPOCH);
        int version = new ZooKeeperEpochs(client, node).begin(self, won.proof());
        ZooKeeperWriter fenced = new FencedWriter(client, node, version, refused);
        return new Epoch(version, new ZooKeeperClusterState(client, config, callbacks, fenced, writes, false));
    }

    @Override
    public long writes() {
        return writes.sum();
    }

    @Override
    public Optional<HostPort> latestLeader() {
        return leadership.get(EPOCH);
    }

    @Override
    public Table.Watch watchLeader(Consumer<Optional<HostPort>> listener) {
        return leadership.watch(EPOCH, listener);
    }

    @Override
    public void removeTopology(String topologyId) {
        // The topology itself goes last: as long as it is there, whoever cleans up knows that something is left to do.
        assignments.remove(topologyId);
        credentials.remove(topologyId);
        logConfigs.remove(topologyId);
        table("profilerconfigs", Codec.NUMBER).remove(topologyId);
        errors.remove(topologyId);
        workerEnds.remove(topologyId);
        table("dead-letters", Codec.NUMBER).remove(topologyId);
        topologies.remove(topologyId);
    }

    @Override
    public void removeBlob(String blobKey) {
        table("blobstore", Codec.NUMBER).remove(blobKey);
    }

    @Override
    public void close() {
        elections.forEach(CuratorFramework::close);
        if (owner) {
            client.close();
            callbacks.shutdownNow();
        }
    }
}
