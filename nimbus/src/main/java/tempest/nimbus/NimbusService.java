// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.GetInfoOptions;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.OwnerResourceSummary;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.SupervisorAssignments;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import org.apache.storm.generated.SupervisorWorkerHeartbeats;
import org.apache.storm.generated.TopologyEvent;
import org.apache.storm.generated.TopologyHistoryInfo;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import tempest.cluster.Json;
import tempest.cluster.Secrets;
import tempest.rpc.DeadLetters;
import tempest.rpc.EndedTopology;
import tempest.rpc.ExecutorSight;
import tempest.rpc.FailureGroup;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;
import tempest.rpc.SupervisorBeat;
import tempest.rpc.TempestNimbus;
import tempest.rpc.Traces;
import tempest.rpc.WorkerBeat;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;

/**
 * Nimbus's remote calls, each handed to the part that knows. Called by RPC threads. A Nimbus that does not lead answers only
 * {@link #getLeader} and {@link #getNimbusConf} and refuses everything else with the leader's address.
 */
final class NimbusService implements TempestNimbus.Iface {
    private final Map<String, Object> conf;
    private final RpcGate gate;
    private final TopologyActions actions;
    private final StatusQueries queries;
    private final BlobCalls blobs;
    private final WorkerMetricStore workerMetrics;
    private final DeadLetterCalls deadLetters;

    NimbusService(Map<String, Object> conf, RpcGate gate, TopologyActions actions, StatusQueries queries, BlobCalls blobs, WorkerMetricStore workerMetrics,
                  DeadLetterCalls deadLetters) {
        this.deadLetters = deadLetters;
        this.workerMetrics = workerMetrics;
        this.conf = conf;
        this.gate = gate;
        this.actions = actions;
        this.queries = queries;
        this.blobs = blobs;
    }

    private void permit(String operation) throws AuthorizationException {
        gate.permit(ReqContext.context(), operation, Map.of());
    }

    /** About a topology, by what its configuration says of its users. */
    private void permit(String operation, String topologyId) throws TException {
        if (gate.judges()) {
            gate.permit(ReqContext.context(), operation, gate.lead(leader -> leader.withId(topologyId).conf()));
        }
    }

    // Commands

    @Override
    public void submitTopology(String name, String jar, String jsonConf, StormTopology topology) throws TException {
        actions.submit(name, jar, jsonConf, topology, null);
    }

    @Override
    public void submitTopologyWithOpts(String name, String jar, String jsonConf, StormTopology topology, SubmitOptions options) throws TException {
        actions.submit(name, jar, jsonConf, topology, options);
    }

    @Override
    public void killTopology(String name) throws TException {
        actions.kill(name, null);
    }

    @Override
    public void killTopologyWithOpts(String name, KillOptions options) throws TException {
        actions.kill(name, options != null && options.is_set_wait_secs() ? options.get_wait_secs() : null);
    }

    @Override
    public void activate(String name) throws TException {
        actions.activate(name);
    }

    @Override
    public void deactivate(String name) throws TException {
        actions.deactivate(name);
    }

    @Override
    public void rebalance(String name, RebalanceOptions options) throws TException {
        actions.rebalance(name, options);
    }

    @Override
    public void uploadNewCredentials(String name, Credentials credentials) throws TException {
        actions.credentials(name, credentials);
    }

    @Override
    public void debug(String name, String component, boolean enable, double samplingPercentage) throws TException {
        actions.debug(name, component, enable, samplingPercentage);
    }

    @Override
    public void setLogConfig(String name, LogConfig config) throws TException {
        actions.logLevels(name, config);
    }

    @Override
    public LogConfig getLogConfig(String name) throws TException {
        return queries.logLevels(name);
    }

    @Override
    public void setWorkerProfiler(String id, ProfileRequest request) throws TException {
        actions.profile(id, request);
    }

    @Override
    public List<ProfileRequest> getComponentPendingProfileActions(String id, String component, ProfileAction action) throws TException {
        return queries.profileRequests(id, component, action);
    }

    // Questions

    @Override
    public ClusterSummary getClusterInfo() throws TException {
        permit("getClusterInfo");
        return queries.cluster();
    }

    @Override
    public NimbusSummary getLeader() throws TException {
        permit("getLeader");
        return queries.leaderSummary();
    }

    @Override
    public boolean isTopologyNameAllowed(String name) throws TException {
        permit("isTopologyNameAllowed");
        return queries.isNameAllowed(name);
    }

    @Override
    public String getNimbusConf() throws TException {
        permit("getNimbusConf");
        return Json.write(Secrets.of(conf).mask(conf));
    }

    @Override
    public TopologyInfo getTopologyInfo(String id) throws TException {
        return queries.info(StatusQueries.id(id), null);
    }

    @Override
    public TopologyInfo getTopologyInfoByName(String name) throws TException {
        return queries.info(StatusQueries.name(name), null);
    }

    @Override
    public TopologyInfo getTopologyInfoWithOpts(String id, GetInfoOptions options) throws TException {
        return queries.info(StatusQueries.id(id), options);
    }

    @Override
    public TopologyInfo getTopologyInfoByNameWithOpts(String name, GetInfoOptions options) throws TException {
        return queries.info(StatusQueries.name(name), options);
    }

    @Override
    public TopologyPageInfo getTopologyPageInfo(String id, String window, boolean includeSys) throws TException {
        return queries.page(id, window, includeSys);
    }

    @Override
    public ComponentPageInfo getComponentPageInfo(String id, String component, String window, boolean includeSys) throws TException {
        return queries.component(id, component, window, includeSys);
    }

    @Override
    public SupervisorPageInfo getSupervisorPageInfo(String id, String host, boolean includeSys) throws TException {
        permit("getSupervisorPageInfo");
        return queries.supervisorPage(id, host, includeSys);
    }

    @Override
    public List<TopologySummary> getTopologySummaries() throws TException {
        return queries.summaries();
    }

    @Override
    public TopologySummary getTopologySummary(String id) throws TException {
        return queries.summary(StatusQueries.id(id));
    }

    @Override
    public TopologySummary getTopologySummaryByName(String name) throws TException {
        return queries.summary(StatusQueries.name(name));
    }

    @Override
    public List<OwnerResourceSummary> getOwnerResourceSummaries(String owner) throws TException {
        permit("getOwnerResourceSummaries");
        return queries.owners(owner);
    }

    @Override
    public TopologyHistoryInfo getTopologyHistory(String user) throws TException {
        permit("getTopologyHistory");
        return queries.history(user);
    }

    @Override
    public String getTopologyConf(String id) throws TException {
        return queries.conf(id);
    }

    @Override
    public StormTopology getTopology(String id) throws TException {
        return queries.systemTopology(id);
    }

    @Override
    public StormTopology getUserTopology(String id) throws TException {
        return queries.userTopology(id);
    }

    @Override
    public SupervisorAssignments getSupervisorAssignments(String node) throws TException {
        permit("getSupervisorAssignments");
        return queries.assignmentsOf(node);
    }

    @Override
    public StormTopology topologyLayout(String id) throws TException {
        return queries.layout(id);
    }

    @Override
    public List<Series> clusterSeries(long sinceSecs) throws TException {
        permit("getClusterInfo");
        return queries.overview(sinceSecs);
    }

    @Override
    public Series series(String id, String component, long sinceSecs) throws TException {
        return queries.series(id, component, sinceSecs);
    }

    @Override
    public List<Series> latest(String id) throws TException {
        return queries.latest(id);
    }

    @Override
    public List<ExecutorSight> executors(String id, String component) throws TException {
        return queries.executors(id, component);
    }

    @Override
    public Map<String, WorkerEnds> workerEnds(List<String> ids) throws TException {
        return queries.workerEnds(ids == null ? List.of() : ids);
    }

    @Override
    public List<WorkerSight> workers(String id) throws TException {
        return queries.workers(id);
    }

    @Override
    public MetricSights metrics(String id) throws TException {
        return queries.metrics(id);
    }

    @Override
    public Series metricSeries(String id, String component, String name, int task, long sinceSecs) throws TException {
        return queries.metricSeries(id, component, name, task, sinceSecs);
    }

    @Override
    public List<TopologyEvent> events(String id) throws TException {
        return queries.events(id);
    }

    @Override
    public List<EndedTopology> endedTopologies() throws TException {
        permit("getTopologyHistory");
        return queries.ended();
    }

    @Override
    public EndedTopology endedTopology(String id) throws TException {
        return queries.ended(id);
    }

    @Override
    public DeadLetters deadLetters(String id) throws TException {
        return deadLetters.read(id);
    }

    @Override
    public int replayDeadLetters(String id, List<Long> letters) throws TException {
        return deadLetters.replay(id, letters);
    }

    @Override
    public int dropDeadLetters(String id, List<Long> letters) throws TException {
        return deadLetters.drop(id, letters);
    }

    @Override
    public List<FailureGroup> failures(String id) throws TException {
        return queries.failures(id);
    }

    @Override
    public Traces traces(String id) throws TException {
        return queries.traces(id);
    }

    @Override
    public void trace(String id, double percent) throws TException {
        actions.trace(id, percent);
    }

    // Signs of life

    @Override
    public void workerBeat(WorkerBeat beat) throws TException {
        permit("sendSupervisorWorkerHeartbeat", beat.get_topology_id());
        gate.leading(leader -> leader.heartbeat(beat));
    }

    @Override
    public void supervisorBeat(SupervisorBeat beat) throws TException {
        permit("sendSupervisorWorkerHeartbeats");
        gate.leading(leader -> leader.heartbeat(beat.get_supervisor_id(), beat.get_info()));
    }

    @Override
    public void sendSupervisorWorkerHeartbeat(SupervisorWorkerHeartbeat heartbeat) throws TException {
        permit("sendSupervisorWorkerHeartbeat", heartbeat.get_storm_id());
        gate.leading(leader -> {
            leader.withId(heartbeat.get_storm_id());
            leader.renew(heartbeat.get_storm_id(), executors(heartbeat), null);
        });
    }

    @Override
    public void sendSupervisorWorkerHeartbeats(SupervisorWorkerHeartbeats heartbeats) throws TException {
        permit("sendSupervisorWorkerHeartbeats");
        gate.leading(leader -> heartbeats.get_worker_heartbeats().forEach(
            one -> leader.renew(one.get_storm_id(), executors(one), heartbeats.get_supervisor_id())));
    }

    private static Set<List<Long>> executors(SupervisorWorkerHeartbeat heartbeat) {
        Set<List<Long>> executors = new HashSet<>();
        heartbeat.get_executors().forEach(e -> executors.add(List.of((long) e.get_task_start(), (long) e.get_task_end())));
        return executors;
    }

    @Override
    public void processWorkerMetrics(WorkerMetrics metrics) throws TException {
        permit("processWorkerMetrics");
        // Workers' figures come with their heartbeats; this is what supervisors tell besides, for a store.
        gate.leading(leader -> { });
        workerMetrics.keep(metrics);
    }

    // Files and blobs

    @Override
    public String beginFileUpload() throws TException {
        return blobs.beginFileUpload();
    }

    @Override
    public void uploadChunk(String location, ByteBuffer chunk) throws TException {
        blobs.uploadChunk(location, chunk);
    }

    @Override
    public void finishFileUpload(String location) throws TException {
        blobs.finishFileUpload(location);
    }

    @Override
    public ByteBuffer downloadChunk(String id) throws TException {
        return blobs.download(id);
    }

    @Override
    public String beginCreateBlob(String key, SettableBlobMeta meta) throws TException {
        return blobs.beginCreate(key, meta);
    }

    @Override
    public String beginUpdateBlob(String key) throws TException {
        return blobs.beginUpdate(key);
    }

    @Override
    public void uploadBlobChunk(String session, ByteBuffer chunk) throws TException {
        blobs.upload(session, chunk);
    }

    @Override
    public void finishBlobUpload(String session) throws TException {
        blobs.finish(session);
    }

    @Override
    public void cancelBlobUpload(String session) throws TException {
        blobs.cancel(session);
    }

    @Override
    public ReadableBlobMeta getBlobMeta(String key) throws TException {
        return blobs.meta(key);
    }

    @Override
    public void setBlobMeta(String key, SettableBlobMeta meta) throws TException {
        blobs.setMeta(key, meta);
    }

    @Override
    public BeginDownloadResult beginBlobDownload(String key) throws TException {
        return blobs.beginDownload(key);
    }

    @Override
    public ByteBuffer downloadBlobChunk(String session) throws TException {
        return blobs.download(session);
    }

    @Override
    public void deleteBlob(String key) throws TException {
        blobs.delete(key);
    }

    @Override
    public ListBlobsResult listBlobs(String session) throws TException {
        return blobs.list(session);
    }

    @Override
    public int getBlobReplication(String key) throws TException {
        return blobs.replication(key);
    }

    @Override
    public int updateBlobReplication(String key, int replication) throws TException {
        return blobs.setReplication(key, replication);
    }

    @Override
    public void createStateInZookeeper(String key) throws TException {
        permit("fileUpload");
        blobs.hold(key);
    }

    @Override
    public boolean isRemoteBlobExists(String key) throws TException {
        return blobs.exists(key);
    }
}
