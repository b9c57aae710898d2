// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.testing.TrackedCounts;
import org.apache.storm.testing.TrackedTopology;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.hooks.SubmitterHookException;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.scheduler.INimbus;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.thrift.TException;
import org.apache.storm.topology.StateGuarantee;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.RegisteredGlobalState;
import org.apache.storm.utils.Time;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.local.InProcessCluster;

/**
 * A cluster in this JVM: the daemons and the engine of a real one, on a ZooKeeper of its own, with workers as threads instead
 * of processes. For trying a topology and for tests. Any thread may use it; closing it stops everything and deletes its files.
 */
public class LocalCluster extends ForwardingNimbus implements ILocalClusterTrackedTopologyAware, Nimbus.Iface {
    /** Options to kill a topology without waiting. */
    public static final KillOptions KILL_NOW = killNow();
    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final int DEFAULT_TTL_SECS = 20;
    private static final long POLL_MILLIS = 10;

    private final InProcessCluster cluster;
    private final String trackedId;
    private final Time.SimulatedTime time;

    /** A cluster with two supervisors of three slots each. */
    public LocalCluster() throws Exception {
        this(new Builder());
    }

    /** A cluster on the ZooKeeper at {@code zkHost}:{@code zkPort} instead of one of its own. */
    public LocalCluster(String zkHost, Long zkPort) throws Exception {
        this(new Builder()
            .withDaemonConf(Config.STORM_ZOOKEEPER_SERVERS, java.util.List.of(zkHost))
            .withDaemonConf(Config.STORM_ZOOKEEPER_PORT, zkPort));
    }

    private LocalCluster(Builder builder) throws Exception {
        time = builder.simulatedTime ? new Time.SimulatedTime() : null;
        trackedId = builder.trackId;
        if (trackedId != null) {
            RegisteredGlobalState.setState(trackedId, TrackedCounts.counters());
        }
        try {
            cluster = InProcessCluster.start(new InProcessCluster.Shape(
                builder.supervisors, builder.portsPerSupervisor, builder.supervisorSlotPortMin, builder.nimbusDaemon), builder.daemonConf,
                new tempest.nimbus.Nimbus.Overrides(builder.inimbus, builder.blobStore, builder.leaderElector, builder.groupMapper));
        } catch (Exception | Error e) {
            forgetTimeAndTracking();
            throw e;
        }
    }

    private static KillOptions killNow() {
        KillOptions options = new KillOptions();
        options.set_wait_secs(0);
        return options;
    }

    /**
     * Runs {@code c} with every {@code StormSubmitter}, {@code NimbusClient} and {@code DRPCClient} in it talking to a local cluster that lives
     * {@code ttlSec} seconds longer.
     */
    public static <T> T withLocalModeOverride(Callable<T> c, long ttlSec) throws Exception {
        return withLocalModeOverride(c, ttlSec, null);
    }

    /** As above, with {@code daemonConf} (null for none) on top of the cluster's defaults. */
    public static <T> T withLocalModeOverride(Callable<T> c, long ttlSec, Map<String, Object> daemonConf) throws Exception {
        Builder builder = new Builder();
        if (daemonConf != null) {
            builder.withDaemonConf(daemonConf);
        }
        LOG.info("Starting a local cluster");
        try (LocalCluster local = builder.build();
             NimbusClient.LocalOverride override = new NimbusClient.LocalOverride(local);
             LocalDRPC drpc = new LocalDRPC();
             DRPCClient.LocalOverride drpcOverride = new DRPCClient.LocalOverride(drpc)) {
            T result = c.call();
            LOG.info("The topology runs for {} s", ttlSec);
            Time.sleepSecs(ttlSec);
            return result;
        }
    }

    /** Runs the {@code main} of the class {@code args[0]} with the rest of {@code args} against a local cluster ({@code storm local}). */
    public static void main(String[] args) throws Exception {
        if (args.length < 1) {
            throw new IllegalArgumentException("No class was specified to run");
        }
        long ttl = Long.parseLong(System.getProperty("storm.local.sleeptime", Integer.toString(DEFAULT_TTL_SECS)));
        String[] rest = java.util.Arrays.copyOfRange(args, 1, args.length);
        Class<?> main = Class.forName(args[0], true, LocalCluster.class.getClassLoader());
        withLocalModeOverride(() -> {
            try {
                main.getMethod("main", String[].class).invoke(null, (Object) rest);
                return null;
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }, ttl);
        // Whatever threads the user's main left behind, the run is over.
        System.exit(0);
    }

    @Override
    Nimbus.Iface nimbus() {
        return cluster.nimbus();
    }

    /** The configuration that the daemons run with; a copy. */
    public Map<String, Object> getDaemonConf() {
        return new HashMap<>(cluster.conf());
    }

    /** Nimbus's Thrift port; -1 if it does not listen. */
    public int getThriftServerPort() {
        return cluster.nimbusPort();
    }

    @Override
    public LocalTopology submitTopology(String topologyName, Map<String, Object> conf, StormTopology topology) throws TException {
        return submitTopologyWithOpts(topologyName, conf, topology, null);
    }

    @Override
    public LocalTopology submitTopology(String topologyName, Map<String, Object> conf, TrackedTopology topology) throws TException {
        return submitTopologyWithOpts(topologyName, conf, topology, null);
    }

    @Override
    public void submitTopology(String name, String uploadedJarLocation, String jsonConf, StormTopology topology)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException, TException {
        nimbus().submitTopology(name, uploadedJarLocation, jsonConf, topology);
    }

    @Override
    public LocalTopology submitTopologyWithOpts(String topologyName, Map<String, Object> conf, StormTopology built,
                                                SubmitOptions submitOpts) throws TException {
        if (!Utils.isValidConf(conf)) {
            throw new IllegalArgumentException("the configuration of " + topologyName + " has values that JSON cannot carry");
        }
        Map<String, Object> all = getDaemonConf();
        all.putAll(conf);
        StormTopology topology = StateGuarantee.applied(built, all);
        String json = org.apache.storm.shade.net.minidev.json.JSONValue.toJSONString(conf);
        if (submitOpts == null) {
            nimbus().submitTopology(topologyName, null, json, topology);
        } else {
            nimbus().submitTopologyWithOpts(topologyName, null, json, topology, submitOpts);
        }
        notifyHook(topologyName, conf, topology);
        return new LocalTopology(topologyName, topology);
    }

    /** As StormSubmitter does. */
    private void notifyHook(String name, Map<String, Object> topoConf, StormTopology topology) {
        Map<String, Object> conf = getDaemonConf();
        conf.putAll(topoConf);
        if (!(conf.get(Config.STORM_TOPOLOGY_SUBMISSION_NOTIFIER_PLUGIN) instanceof String hook) || hook.isEmpty()) {
            return;
        }
        try {
            ReflectionUtils.<ISubmitterHook>newInstance(hook).notify(getTopologyInfoByName(name), conf, topology);
        } catch (Exception e) {
            throw new SubmitterHookException("Topology " + name + " is submitted, but the submitter hook " + hook + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public LocalTopology submitTopologyWithOpts(String topologyName, Map<String, Object> conf, TrackedTopology topology,
                                                SubmitOptions submitOpts) throws TException {
        return submitTopologyWithOpts(topologyName, conf, topology.getTopology(), submitOpts);
    }

    @Override
    public void submitTopologyWithOpts(String name, String uploadedJarLocation, String jsonConf, StormTopology topology,
                                       SubmitOptions options)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException, TException {
        nimbus().submitTopologyWithOpts(name, uploadedJarLocation, jsonConf, topology, options);
    }

    @Override
    public void killTopology(String name) throws TException {
        killTopologyWithOpts(name, KILL_NOW);
    }

    /** Stops everything; the same as {@link #close}, for those that cannot throw. */
    @Override
    public void shutdown() {
        try {
            close();
        } catch (Exception e) {
            throw new IllegalStateException("the local cluster did not stop cleanly: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() throws Exception {
        try {
            cluster.close();
        } finally {
            forgetTimeAndTracking();
        }
    }

    private void forgetTimeAndTracking() {
        if (trackedId != null) {
            RegisteredGlobalState.clearState(trackedId);
        }
        if (time != null) {
            time.close();
        }
    }

    /** Stops the supervisor {@code id} and its workers. */
    public synchronized void killSupervisor(String id) {
        cluster.killSupervisor(id);
    }

    /** Waits until no tuple is in flight anywhere; at most {@code Testing.TEST_TIMEOUT_MS}. */
    public void waitForIdle() throws InterruptedException {
        waitForIdle(Testing.TEST_TIMEOUT_MS);
    }

    /** Waits until no tuple is in flight anywhere; at most {@code timeoutMs} milliseconds. */
    public void waitForIdle(long timeoutMs) throws InterruptedException {
        long end = System.nanoTime() + timeoutMs * 1_000_000L;
        for (int looks = 0; looks < 2;) {
            looks = cluster.quiet() ? looks + 1 : 0;
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the local cluster did not come to rest within " + timeoutMs + " ms");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void advanceClusterTime(int secs) throws InterruptedException {
        advanceClusterTime(secs, 1);
    }

    @Override
    public void advanceClusterTime(int secs, int incSecs) throws InterruptedException {
        for (int left = secs; left > 0; left -= incSecs) {
            waitForIdle();
            Time.advanceTimeSecs(Math.min(left, incSecs));
        }
        waitForIdle();
    }

    /** Whether no tuple is in flight right now. */
    boolean quiet() {
        return cluster.quiet();
    }

    @Override
    public String getTrackedId() {
        return trackedId;
    }

    /** A submitted topology; closing it kills it without waiting. */
    public class LocalTopology extends StormTopology implements ILocalTopology {
        private static final long serialVersionUID = 6145919776650637748L;
        private final String topologyName;

        /** {@code topo} as submitted under {@code topoName}. */
        public LocalTopology(String topoName, StormTopology topo) {
            super(topo);
            topologyName = topoName;
        }

        @Override
        public void close() throws TException {
            killTopologyWithOpts(topologyName, KILL_NOW);
        }
    }

    /** How a local cluster is made. Not thread-safe. */
    public static class Builder {
        private int supervisors = 2;
        private int portsPerSupervisor = 3;
        private Map<String, Object> daemonConf = new HashMap<>();
        private int supervisorSlotPortMin;
        private boolean nimbusDaemon;
        private boolean simulatedTime;
        private String trackId;
        private INimbus inimbus;
        private IGroupMappingServiceProvider groupMapper;
        private BlobStore blobStore;
        private ILeaderElector leaderElector;

        /** Supervisors; two by default. */
        public Builder withSupervisors(int supervisors) {
            this.supervisors = supervisors;
            return this;
        }

        /** Slots a supervisor; three by default. */
        public Builder withPortsPerSupervisor(int portsPerSupervisor) {
            this.portsPerSupervisor = portsPerSupervisor;
            return this;
        }

        /** Daemon configuration on top of the defaults, in place of what was given before. */
        public Builder withDaemonConf(Map<String, Object> conf) {
            daemonConf = new HashMap<>(conf);
            return this;
        }

        /** One more configuration value. */
        public Builder withDaemonConf(String key, Object value) {
            daemonConf.put(key, value);
            return this;
        }

        /** The lowest port of a slot; null or 0, the default, for whatever ports are free. */
        public Builder withSupervisorSlotPortMin(Number supervisorSlotPortMin) {
            this.supervisorSlotPortMin = supervisorSlotPortMin == null ? 0 : supervisorSlotPortMin.intValue();
            return this;
        }

        /** Lets Nimbus listen on its Thrift port. */
        public Builder withNimbusDaemon() {
            return withNimbusDaemon(true);
        }

        /** Whether Nimbus listens on its Thrift port; null for not. */
        public Builder withNimbusDaemon(Boolean nimbusDaemon) {
            this.nimbusDaemon = nimbusDaemon != null && nimbusDaemon;
            return this;
        }

        /** Simulates time, which only {@code advanceClusterTime} advances. */
        public Builder withSimulatedTime() {
            return withSimulatedTime(true);
        }

        /** Whether time is simulated. */
        public Builder withSimulatedTime(boolean simulatedTime) {
            this.simulatedTime = simulatedTime;
            return this;
        }

        /** Counts tuples of tracked topologies under {@code trackId}. */
        public Builder withTracked(String trackId) {
            this.trackId = trackId;
            return this;
        }

        /** Counts tuples of tracked topologies. */
        public Builder withTracked() {
            return withTracked(UUID.randomUUID().toString());
        }

        /** Which slots schedulers may use, and perhaps the scheduler; null, the default, for all slots. */
        public Builder withINimbus(INimbus inimbus) {
            this.inimbus = inimbus;
            return this;
        }

        /** Tells Nimbus users' groups; null, the default, for what the configuration names. */
        public Builder withGroupMapper(IGroupMappingServiceProvider groupMapper) {
            this.groupMapper = groupMapper;
            return this;
        }

        /** Where Nimbus keeps blobs; null, the default, for a temporary folder. Nimbus prepares it. */
        public Builder withBlobStore(BlobStore store) {
            blobStore = store;
            return this;
        }

        /** Decides whether Nimbus leads; null, the default, for an election in ZooKeeper. Nimbus prepares and closes it. */
        public Builder withLeaderElector(ILeaderElector leaderElector) {
            this.leaderElector = leaderElector;
            return this;
        }

        /** Starts it. */
        public LocalCluster build() throws Exception {
            return new LocalCluster(this);
        }
    }
}
