// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.DefaultScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.BlobKeys;
import tempest.cluster.ClusterState;
import tempest.cluster.HostPort;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.Mailbox;
import tempest.cluster.ManualClock;
import tempest.cluster.Secrets;
import tempest.nimbus.blobs.BlobStorage;
import tempest.rpc.WorkerBeat;

/**
 * A Nimbus is killed at each of its writes to the shared state in turn, before or after the write is done, while a user submits, rebalances and kills. It is started
 * again, the user asks again for what was not done, and the end is always the same. All in one thread, by a clock moved by hand.
 */
class KilledNimbusTest {
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    private Path folder;

    private final class Cluster {
        private final ManualClock clock = new ManualClock();
        private final ArrayDeque<Runnable> notices = new ArrayDeque<>();
        private final InMemoryClusterState state = new InMemoryClusterState(notices::add);
        private final BlobStorage blobs = MemoryBlobs.make();
        private final Map<String, Long> workersSince = new HashMap<>();
        private final CutState cut;
        private String killed;
        private Mailbox mailbox;
        private ClusterState ours;
        private StoredTopologies stored;
        private Leadership leadership;
        private CleanUp cleanUp;

        Cluster(int killAt, boolean done) {
            cut = new CutState(killAt, done);
            for (String id : List.of("s", "t")) {
                SupervisorInfo info = new SupervisorInfo(1, "host-" + id);
                info.set_meta(Arrays.asList(6700L, 6701L));
                info.set_uptime_secs(0);
                info.set_resources_map(new HashMap<>(Map.of("supervisor.memory.capacity.mb", 4096.0, "supervisor.cpu.capacity", 400.0)));
                state.supervisors().announce(id, info);
            }
            startNimbus(cut.over(state));
            unlessKilled(this::lead);
        }

        private void startNimbus(ClusterState way) {
            HostPort self = new HostPort("nimbus", 1);
            ours = way;
            mailbox = new Mailbox(clock);
            stored = new StoredTopologies(blobs, way, self, clock, 1);
            leadership = new Leadership(new Leader.Parts(NimbusConfig.of(conf()).liveness(), stored, mailbox, clock,
                new Scheduling(conf(), new AllSlots(), new DefaultScheduler(), new StormMetricsRegistry()), Secrets.of(conf())));
            cleanUp = new CleanUp(NimbusConfig.of(conf()).retention(), blobs, null, null, stored, clock);
        }

        private void lead() {
            leadership.begin(ours.beginEpoch(new HostPort("nimbus", 1), null, () -> {
                throw new AssertionError("nobody else leads");
            }));
        }

        private interface Work {
            void run() throws Exception;
        }

        /** If Nimbus is killed by it, another process takes its place. */
        private void unlessKilled(Work work) {
            try {
                work.run();
            } catch (CutState.Killed e) {
                assertEquals(null, killed, "killed once");
                killed = e.getMessage();
                startNimbus(state);
                lead();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private Leader leader() {
            return leadership.current().orElseThrow();
        }

        private void deliver() {
            for (Runnable notice = notices.poll(); notice != null; notice = notices.poll()) {
                notice.run();
            }
        }

        private void pass(int secs) {
            for (int i = 0; i < secs; i += 2) {
                clock.advance(2, TimeUnit.SECONDS);
                deliver();
                unlessKilled(() -> {
                    for (int work = 0; work < 50 && mailbox.doWork() > 0; work++) {
                        deliver();
                    }
                });
                unlessKilled(this::beat);
                unlessKilled(() -> cleanUp.shared(leader().state(), leader().livingOrComing()));
            }
        }

        /** All workers tell. */
        private void beat() {
            state.assignments().all().forEach((id, assignment) -> AssignedSlots.of(assignment).forEach((slot, executors) -> {
                long since = workersSince.computeIfAbsent(id + " " + slot + " " + executors, key -> clock.millis());
                WorkerBeat beat = new WorkerBeat(id, slot.getNodeId(), "host-" + slot.getNodeId(), slot.getPort(), clock.secs(),
                    (int) ((clock.millis() - since) / 1000), new HashMap<>());
                beat.set_figures(new HashMap<>());
                try {
                    leader().heartbeat(beat);
                } catch (NotAliveException e) {
                    assertTrue(state.topologies().get(id).isEmpty(), "only of a topology that is gone: " + e.get_msg());
                }
            }));
        }

        private StormBase stored(String name) {
            return state.topologies().all().values().stream().filter(base -> base.get_name().equals(name)).findFirst().orElse(null);
        }

        /** As a user who was cut off looks whether it was done, and does it again if not. */
        private void submit(String name, int workers) {
            for (int tried = 0; tried < 2 && stored(name) == null; tried++) {
                unlessKilled(() -> {
                    Map<String, Object> user = new HashMap<>(Map.of("topology.workers", workers, "topology.name", name));
                    Submission submission = Submission.of(name, conf(), user, SampleTopologies.wordCount(), "me", NimbusConfig.of(conf()).limits());
                    String id = leader().reserve(name);
                    stored.store(id, null, submission);
                    StormBase base = new StormBase(name, TopologyStatus.ACTIVE, workers);
                    base.set_owner("me");
                    base.set_launch_time_secs(clock.secs());
                    leader().commit(id, base, submission, new Credentials(new HashMap<>(Map.of("user", "me"))));
                });
                clock.advance(1, TimeUnit.SECONDS); // ids have the time in them
            }
        }

        private void rebalance(String name, int workers) {
            for (int tried = 0; tried < 2 && stored(name).get_num_workers() != workers && stored(name).get_status() == TopologyStatus.ACTIVE; tried++) {
                unlessKilled(() -> {
                    Topology topology = leader().named(name);
                    RebalanceOptions options = new RebalanceOptions();
                    options.set_num_workers(workers);
                    leader().apply(topology, Lifecycle.rebalance(topology.base(), name, options, 5, clock.millis()), "rebalanced");
                });
            }
        }

        private void kill(String name) {
            for (int tried = 0; tried < 2 && stored(name) != null && stored(name).get_status() != TopologyStatus.KILLED; tried++) {
                unlessKilled(() -> {
                    Topology topology = leader().named(name);
                    leader().apply(topology, Lifecycle.kill(topology.base(), 5, clock.millis()), "killed");
                });
            }
        }

        private int usedSlots(String name) {
            StormBase base = stored(name);
            String id = state.topologies().all().entrySet().stream().filter(one -> one.getValue().equals(base)).findFirst().orElseThrow().getKey();
            Assignment assignment = state.assignments().get(id).orElseThrow(() -> new AssertionError(name + " is assigned"));
            assertEquals(leader().byName(name).orElseThrow().executors().size(), assignment.get_executor_node_port_size(), name + " is whole");
            return AssignedSlots.of(assignment).size();
        }

        /** A user's day, with the state that it must come to after each step. */
        void day() {
            pass(10);
            submit("a", 2);
            pass(60);
            assertEquals(2, usedSlots("a"));
            rebalance("a", 1);
            pass(100);
            assertEquals(TopologyStatus.ACTIVE, stored("a").get_status());
            assertEquals(1, usedSlots("a"));
            submit("b", 1);
            pass(60);
            kill("a");
            pass(400);
            assertEquals(TopologyStatus.ACTIVE, stored("b").get_status());
            assertEquals(1, usedSlots("b"));
            String b = state.topologies().keys().stream().collect(Collectors.joining(" "));
            assertEquals(stored("b"), state.topologies().get(b).orElseThrow(() -> new AssertionError("only b: " + b)));
            Set<String> onlyB = Set.of(b);
            assertEquals(onlyB, new TreeSet<>(state.assignments().keys()));
            assertEquals(onlyB, new TreeSet<>(state.credentials().keys()));
            Set<String> blobsOfB = Set.of(BlobKeys.code(b), BlobKeys.conf(b));
            try {
                assertEquals(blobsOfB, new TreeSet<>(blobs.keys()));
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
            assertEquals(blobsOfB, new TreeSet<>(state.heldBlobs()));
        }
    }

    private Map<String, Object> conf() {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.local.dir", folder.toString());
        conf.put("storm.local.hostname", "here");
        conf.put("topology.message.timeout.secs", 30);
        return conf;
    }

    @Test
    void aNimbusKilledAtAnyOfItsWritesStartsAgainAndAllIsDoneThatWasAskedFor() {
        Cluster untouched = new Cluster(NEVER, false);
        untouched.day();
        int writes = untouched.cut.writes();
        assertTrue(writes >= 20, writes + " writes");
        for (int n = 1; n <= writes; n++) {
            for (boolean done : new boolean[] {false, true}) {
                Cluster cluster = new Cluster(n, done);
                try {
                    cluster.day();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(cluster.killed + ": " + e.getMessage(), e);
                }
                assertTrue(cluster.killed != null, "it was killed at write " + n);
            }
        }
    }
}
