// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.GetInfoOptions;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.Nimbus;
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
import org.apache.storm.generated.TopologyHistoryInfo;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerMetrics;
import org.apache.storm.thrift.TException;

/** Nimbus's service, passed on to a Nimbus in this JVM. Called by any thread; it has no state of its own. */
abstract class ForwardingNimbus implements Nimbus.Iface {
    /** The Nimbus that answers. */
    abstract Nimbus.Iface nimbus();

    @Override
    public void killTopologyWithOpts(String text, KillOptions killOptions) throws TException {
        nimbus().killTopologyWithOpts(text, killOptions);
    }

    @Override
    public void activate(String text) throws TException {
        nimbus().activate(text);
    }

    @Override
    public void deactivate(String text) throws TException {
        nimbus().deactivate(text);
    }

    @Override
    public void rebalance(String text, RebalanceOptions rebalanceOptions) throws TException {
        nimbus().rebalance(text, rebalanceOptions);
    }

    @Override
    public void setLogConfig(String text, LogConfig logConfig) throws TException {
        nimbus().setLogConfig(text, logConfig);
    }

    @Override
    public LogConfig getLogConfig(String text) throws TException {
        return nimbus().getLogConfig(text);
    }

    @Override
    public void debug(String text, String text2, boolean flag, double percentage) throws NotAliveException, AuthorizationException, TException {
        nimbus().debug(text, text2, flag, percentage);
    }

    @Override
    public void setWorkerProfiler(String text, ProfileRequest profileRequest) throws TException {
        nimbus().setWorkerProfiler(text, profileRequest);
    }

    @Override
    public List<ProfileRequest> getComponentPendingProfileActions(String text, String text2, ProfileAction profileAction) throws TException {
        return nimbus().getComponentPendingProfileActions(text, text2, profileAction);
    }

    @Override
    public void uploadNewCredentials(String text, Credentials credentials) throws TException {
        nimbus().uploadNewCredentials(text, credentials);
    }

    @Override
    public String beginCreateBlob(String text, SettableBlobMeta settableBlobMeta) throws AuthorizationException, KeyAlreadyExistsException, TException {
        return nimbus().beginCreateBlob(text, settableBlobMeta);
    }

    @Override
    public String beginUpdateBlob(String text) throws AuthorizationException, KeyNotFoundException, TException {
        return nimbus().beginUpdateBlob(text);
    }

    @Override
    public void uploadBlobChunk(String text, ByteBuffer chunk) throws AuthorizationException, TException {
        nimbus().uploadBlobChunk(text, chunk);
    }

    @Override
    public void finishBlobUpload(String text) throws AuthorizationException, TException {
        nimbus().finishBlobUpload(text);
    }

    @Override
    public void cancelBlobUpload(String text) throws AuthorizationException, TException {
        nimbus().cancelBlobUpload(text);
    }

    @Override
    public ReadableBlobMeta getBlobMeta(String text) throws AuthorizationException, KeyNotFoundException, TException {
        return nimbus().getBlobMeta(text);
    }

    @Override
    public void setBlobMeta(String text, SettableBlobMeta settableBlobMeta) throws AuthorizationException, KeyNotFoundException, TException {
        nimbus().setBlobMeta(text, settableBlobMeta);
    }

    @Override
    public BeginDownloadResult beginBlobDownload(String text) throws AuthorizationException, KeyNotFoundException, TException {
        return nimbus().beginBlobDownload(text);
    }

    @Override
    public ByteBuffer downloadBlobChunk(String text) throws AuthorizationException, TException {
        return nimbus().downloadBlobChunk(text);
    }

    @Override
    public void deleteBlob(String text) throws AuthorizationException, KeyNotFoundException, TException {
        nimbus().deleteBlob(text);
    }

    @Override
    public ListBlobsResult listBlobs(String text) throws TException {
        return nimbus().listBlobs(text);
    }

    @Override
    public int getBlobReplication(String text) throws AuthorizationException, KeyNotFoundException, TException {
        return nimbus().getBlobReplication(text);
    }

    @Override
    public int updateBlobReplication(String text, int number) throws AuthorizationException, KeyNotFoundException, TException {
        return nimbus().updateBlobReplication(text, number);
    }

    @Override
    public void createStateInZookeeper(String text) throws TException {
        nimbus().createStateInZookeeper(text);
    }

    @Override
    public String beginFileUpload() throws AuthorizationException, TException {
        return nimbus().beginFileUpload();
    }

    @Override
    public void uploadChunk(String text, ByteBuffer chunk) throws AuthorizationException, TException {
        nimbus().uploadChunk(text, chunk);
    }

    @Override
    public void finishFileUpload(String text) throws AuthorizationException, TException {
        nimbus().finishFileUpload(text);
    }

    @Override
    public ByteBuffer downloadChunk(String text) throws AuthorizationException, TException {
        return nimbus().downloadChunk(text);
    }

    @Override
    public String getNimbusConf() throws AuthorizationException, TException {
        return nimbus().getNimbusConf();
    }

    @Override
    public ClusterSummary getClusterInfo() throws TException {
        return nimbus().getClusterInfo();
    }

    @Override
    public List<TopologySummary> getTopologySummaries() throws TException {
        return nimbus().getTopologySummaries();
    }

    @Override
    public TopologySummary getTopologySummaryByName(String text) throws TException {
        return nimbus().getTopologySummaryByName(text);
    }

    @Override
    public TopologySummary getTopologySummary(String text) throws TException {
        return nimbus().getTopologySummary(text);
    }

    @Override
    public NimbusSummary getLeader() throws AuthorizationException, TException {
        return nimbus().getLeader();
    }

    @Override
    public boolean isTopologyNameAllowed(String text) throws AuthorizationException, TException {
        return nimbus().isTopologyNameAllowed(text);
    }

    @Override
    public TopologyInfo getTopologyInfoByName(String text) throws TException {
        return nimbus().getTopologyInfoByName(text);
    }

    @Override
    public TopologyInfo getTopologyInfo(String text) throws TException {
        return nimbus().getTopologyInfo(text);
    }

    @Override
    public TopologyInfo getTopologyInfoByNameWithOpts(String text, GetInfoOptions getInfoOptions) throws TException {
        return nimbus().getTopologyInfoByNameWithOpts(text, getInfoOptions);
    }

    @Override
    public TopologyInfo getTopologyInfoWithOpts(String text, GetInfoOptions getInfoOptions) throws TException {
        return nimbus().getTopologyInfoWithOpts(text, getInfoOptions);
    }

    @Override
    public TopologyPageInfo getTopologyPageInfo(String text, String text2, boolean flag) throws NotAliveException, AuthorizationException, TException {
        return nimbus().getTopologyPageInfo(text, text2, flag);
    }

    @Override
    public SupervisorPageInfo getSupervisorPageInfo(String text, String text2, boolean flag) throws NotAliveException, AuthorizationException, TException {
        return nimbus().getSupervisorPageInfo(text, text2, flag);
    }

    @Override
    public ComponentPageInfo getComponentPageInfo(String text, String text2, String text3, boolean flag) throws NotAliveException, AuthorizationException, TException {
        return nimbus().getComponentPageInfo(text, text2, text3, flag);
    }

    @Override
    public String getTopologyConf(String text) throws TException {
        return nimbus().getTopologyConf(text);
    }

    @Override
    public StormTopology getTopology(String text) throws TException {
        return nimbus().getTopology(text);
    }

    @Override
    public StormTopology getUserTopology(String text) throws NotAliveException, AuthorizationException, TException {
        return nimbus().getUserTopology(text);
    }

    @Override
    public TopologyHistoryInfo getTopologyHistory(String text) throws AuthorizationException, TException {
        return nimbus().getTopologyHistory(text);
    }

    @Override
    public List<OwnerResourceSummary> getOwnerResourceSummaries(String text) throws AuthorizationException, TException {
        return nimbus().getOwnerResourceSummaries(text);
    }

    @Override
    public SupervisorAssignments getSupervisorAssignments(String text) throws AuthorizationException, TException {
        return nimbus().getSupervisorAssignments(text);
    }

    @Override
    public void sendSupervisorWorkerHeartbeats(SupervisorWorkerHeartbeats supervisorWorkerHeartbeats) throws AuthorizationException, TException {
        nimbus().sendSupervisorWorkerHeartbeats(supervisorWorkerHeartbeats);
    }

    @Override
    public void sendSupervisorWorkerHeartbeat(SupervisorWorkerHeartbeat supervisorWorkerHeartbeat) throws AuthorizationException, NotAliveException, TException {
        nimbus().sendSupervisorWorkerHeartbeat(supervisorWorkerHeartbeat);
    }

    @Override
    public void processWorkerMetrics(WorkerMetrics workerMetrics) throws TException {
        nimbus().processWorkerMetrics(workerMetrics);
    }

    @Override
    public boolean isRemoteBlobExists(String text) throws AuthorizationException, TException {
        return nimbus().isRemoteBlobExists(text);
    }
}
