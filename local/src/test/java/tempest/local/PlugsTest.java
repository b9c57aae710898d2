// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.Testing;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.blobstore.InputStreamWithMeta;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.NimbusInfo;
import org.apache.storm.scheduler.INimbus;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.testing.TestWordSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.junit.jupiter.api.Test;

/** A local cluster whose Nimbus uses custom code for slots, blobs, leadership and groups. */
class PlugsTest {
    private static final int PATIENCE_MILLIS = 30_000;

    @Test
    void aClusterRunsOnItsUsersOwnParts() throws Exception {
        LowestPorts slots = new LowestPorts();
        MemoryBlobs blobs = new MemoryBlobs();
        Chosen elector = new Chosen();
        Map<String, Set<String>> groups = Map.of("eve", Set.of("dev"));
        IGroupMappingServiceProvider mapper = new IGroupMappingServiceProvider() {
            @Override
            public void prepare(Map<String, Object> topoConf) {
            }

            @Override
            public Set<String> getGroups(String user) {
                return groups.getOrDefault(user, Set.of());
            }
        };
        try (LocalCluster cluster = new LocalCluster.Builder().withINimbus(slots).withBlobStore(blobs).withLeaderElector(elector)
                .withGroupMapper(mapper).withSupervisors(1).withPortsPerSupervisor(3)
                .withDaemonConf(Config.TASK_HEARTBEAT_FREQUENCY_SECS, 1).build()) {
            TopologyBuilder builder = new TopologyBuilder();
            builder.setSpout("words", new TestWordSpout(), 2);
            cluster.submitTopology("own", new HashMap<>(Map.of(Config.TOPOLOGY_WORKERS, 2, Config.TOPOLOGY_GROUPS, List.of("dev"))),
                builder.createTopology());
            String id = cluster.getTopologySummaryByName("own").get_id();
            Testing.whileTimeout(PATIENCE_MILLIS, () -> !emits(cluster, id), () -> Testing.letTimePass(cluster));
            assertEquals(Set.of(id + "-stormcode.ser", id + "-stormconf.ser"), blobs.data.keySet());
            assertEquals(1, slots.assigned.get(id).size(), "only one slot was offered");
            assertTrue(elector.stood);
            assertEquals(List.of(id), cluster.getTopologyHistory("eve").get_topo_ids());
            assertEquals(List.of(), cluster.getTopologyHistory("mallory").get_topo_ids());
            cluster.killTopology("own");
            Testing.whileTimeout(PATIENCE_MILLIS, () -> !blobs.data.isEmpty(), () -> Testing.letTimePass(cluster));
            assertEquals(List.of(id), cluster.getTopologyHistory("eve").get_topo_ids());
        }
        assertTrue(elector.closed);
    }

    private static boolean emits(LocalCluster cluster, String id) {
        try {
            for (ExecutorSummary executor : cluster.getTopologyInfo(id).get_executors()) {
                if (executor.is_set_stats() && !executor.get_stats().get_emitted().getOrDefault(":all-time", Map.of()).isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Offers the lowest port of each supervisor and notes what was assigned. */
    private static final class LowestPorts implements INimbus {
        final Map<String, Set<WorkerSlot>> assigned = new ConcurrentHashMap<>();

        @Override
        public void prepare(Map<String, Object> topoConf, String schedulerLocalDir) {
        }

        @Override
        public Collection<WorkerSlot> allSlotsAvailableForScheduling(Collection<SupervisorDetails> supervisors, Topologies topologies,
                Set<String> topologiesMissingAssignments) {
            List<WorkerSlot> slots = new ArrayList<>();
            supervisors.forEach(s -> s.getAllPorts().stream().min(Integer::compare).ifPresent(port -> slots.add(new WorkerSlot(s.getId(), port))));
            return slots;
        }

        @Override
        public void assignSlots(Topologies topologies, Map<String, Collection<WorkerSlot>> newSlotsByTopologyId) {
            newSlotsByTopologyId.forEach((id, slots) -> assigned.computeIfAbsent(id, i -> ConcurrentHashMap.newKeySet()).addAll(slots));
        }

        @Override
        public String getHostName(Map<String, SupervisorDetails> existingSupervisors, String nodeId) {
            return existingSupervisors.get(nodeId) == null ? null : existingSupervisors.get(nodeId).getHost();
        }

        @Override
        public IScheduler getForcedScheduler() {
            return null;
        }
    }

    /** Leads as soon as it stands. */
    private static final class Chosen implements ILeaderElector {
        volatile boolean stood;
        volatile boolean closed;

        @Override
        public void prepare(Map<String, Object> conf) {
        }

        @Override
        public void addToLeaderLockQueue() {
            stood = true;
        }

        @Override
        public void quitElectionFor(int delayMs) {
            stood = false;
        }

        @Override
        public boolean isLeader() {
            return stood;
        }

        @Override
        public NimbusInfo getLeader() {
            return new NimbusInfo("localhost", 1, stood);
        }

        @Override
        public boolean awaitLeadership(long timeout, TimeUnit timeUnit) {
            return stood;
        }

        @Override
        public List<NimbusInfo> getAllNimbuses() {
            return List.of(getLeader());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Blobs in memory. */
    private static final class MemoryBlobs extends BlobStore {
        final Map<String, byte[]> data = new ConcurrentSkipListMap<>();
        private final Map<String, ReadableBlobMeta> metas = new ConcurrentHashMap<>();

        @Override
        public void prepare(Map<String, Object> conf, String baseDir, NimbusInfo nimbusInfo, ILeaderElector leaderElector) {
        }

        @Override
        public AtomicOutputStream createBlob(String key, SettableBlobMeta meta, Subject who) throws KeyAlreadyExistsException {
            if (data.containsKey(key)) {
                throw new KeyAlreadyExistsException(key);
            }
            return out(key, new ReadableBlobMeta(meta, 1));
        }

        @Override
        public AtomicOutputStream updateBlob(String key, Subject who) throws KeyNotFoundException {
            ReadableBlobMeta old = getBlobMeta(key, who);
            return out(key, new ReadableBlobMeta(old.get_settable(), old.get_version() + 1));
        }

        private AtomicOutputStream out(String key, ReadableBlobMeta meta) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return new AtomicOutputStream() {
                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void close() {
                    metas.put(key, meta);
                    data.put(key, bytes.toByteArray());
                }

                @Override
                public void cancel() {
                    bytes.reset();
                }
            };
        }

        @Override
        public ReadableBlobMeta getBlobMeta(String key, Subject who) throws KeyNotFoundException {
            if (!data.containsKey(key)) {
                throw new KeyNotFoundException(key);
            }
            return metas.get(key);
        }

        @Override
        public void setLeaderElector(ILeaderElector leaderElector) {
        }

        @Override
        public void setBlobMeta(String key, SettableBlobMeta meta, Subject who) throws KeyNotFoundException {
            metas.put(key, new ReadableBlobMeta(meta, getBlobMeta(key, who).get_version()));
        }

        @Override
        public void deleteBlob(String key, Subject who) throws KeyNotFoundException {
            if (data.remove(key) == null) {
                throw new KeyNotFoundException(key);
            }
        }

        @Override
        public InputStreamWithMeta getBlob(String key, Subject who) throws KeyNotFoundException {
            long version = getBlobMeta(key, who).get_version();
            byte[] bytes = data.get(key);
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            return new InputStreamWithMeta() {
                @Override
                public long getVersion() {
                    return version;
                }

                @Override
                public long getFileLength() {
                    return bytes.length;
                }

                @Override
                public int read() {
                    return in.read();
                }
            };
        }

        @Override
        public Iterator<String> listKeys() {
            return new HashSet<>(data.keySet()).iterator();
        }

        @Override
        public int getBlobReplication(String key, Subject who) {
            return 1;
        }

        @Override
        public int updateBlobReplication(String key, int replication, Subject who) {
            return 1;
        }

        @Override
        public void shutdown() {
            data.clear();
        }
    }
}
