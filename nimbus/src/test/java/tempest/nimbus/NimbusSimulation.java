// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.DefaultScheduler;
import org.apache.storm.scheduler.WorkerSlot;
import tempest.cluster.Epoch;
import tempest.cluster.HostPort;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.Mailbox;
import tempest.cluster.ManualClock;
import tempest.cluster.Secrets;
import tempest.cluster.Table;
import tempest.nimbus.blobs.BlobStorage;
import tempest.rpc.WorkerBeat;

/**
 * Nimbuses, what they share, supervisors and workers in one thread, by a clock that is moved by hand. What happens and when is drawn from a seed: leaders
 * that are stopped, cut off or replaced, writes that fail or whose answer is lost, notices that come late, supervisors and heartbeats that stay
 * away, and users who submit, rebalance and kill meanwhile. The leaderships are the real ones, and nothing of them knows that it is simulated.
 */
final class NimbusSimulation {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> SUPERVISORS = List.of("s", "t", "u");
    private static final int SLOTS = 3;
    private static final int MOST_WORKERS = 2;
    private static final int HEALING_ROUNDS = 80;
    /** So many of the latest events are told with a finding. */
    private static final int TOLD = 40;

    private final Random random;
    private final Path folder;
    private final ManualClock clock = new ManualClock();
    private final ArrayDeque<Runnable> notices = new ArrayDeque<>();
    private final InMemoryClusterState state = new InMemoryClusterState(notices::add);
    private final BlobStorage blobs = MemoryBlobs.make();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Table.Presence<SupervisorInfo>> supervisors = new TreeMap<>();
    private final Map<String, Long> workersSince = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    /** Of topologies whose submission succeeded and whose end nobody has asked for. */
    private final Set<String> accepted = new TreeSet<>();
    private final Set<String> killed = new TreeSet<>();
    private Node elected;
    private Node latest;
    private final List<String> history = new ArrayList<>();

    /** A Nimbus: its thread's work, and what keeps it from doing any. */
    private final class Node {
        final HostPort self;
        final Mailbox mailbox = new Mailbox(clock);
        final FaultyState faults = new FaultyState(random);
        final StoredTopologies stored;
        final Leadership leadership;
        boolean stopped;
        int attempts;

        Node(int number) {
            self = new HostPort("nimbus-" + number, 1);
            stored = new StoredTopologies(blobs, faults.over(state), self, clock, 1);
            leadership = new Leadership(new Leader.Parts(NimbusConfig.of(conf()).liveness(), stored, mailbox, clock,
                new Scheduling(conf(), new AllSlots(), new DefaultScheduler(), new StormMetricsRegistry()), Secrets.of(conf())));
        }

        void lead() {
            if (elected != this || leadership.current().isPresent()) {
                return;
            }
            try {
                faults.check();
                int attempt = ++attempts;
                Epoch epoch = state.beginEpoch(self, null, () -> mailbox.execute(() -> refused(attempt)));
                latest = this;
                leadership.begin(new Epoch(epoch.number(), faults.over(epoch.state())));
            } catch (RuntimeException e) {
                leadership.end();
                mailbox.after(1000, this::lead);
            }
        }

        private void refused(int attempt) {
            if (attempt == attempts && leadership.current().isPresent()) {
                leadership.end();
                mailbox.after(1000, this::lead);
            }
        }

        void work() {
            for (int i = 0; i < 20 && !stopped && mailbox.doWork() > 0; i++) {
                continue;
            }
        }
    }

    /** A submission between the reservation of its name and its commit. */
    private record Pending(Node node, Leader leader, String id, StormBase base, Submission submission) {
    }

    NimbusSimulation(long seed, Path folder) {
        this.random = new Random(seed);
        this.folder = folder;
        nodes.add(new Node(1));
        nodes.add(new Node(2));
        SUPERVISORS.forEach(this::announce);
        elect(nodes.get(0));
    }

    private Map<String, Object> conf() {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.local.dir", folder.toString());
        conf.put("storm.local.hostname", "here");
        conf.put("topology.message.timeout.secs", 30);
        return conf;
    }

    /** So many things happen, each followed by a look at everything; returns what was wrong first, or null. */
    String run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
            String wrong = wrong();
            if (wrong != null) {
                return wrong + lately();
            }
        }
        String wrong = heal();
        return wrong == null ? null : "when all is well again: " + wrong + lately();
    }

    private String lately() {
        return "\n" + String.join("\n", history.subList(Math.max(0, history.size() - TOLD), history.size()));
    }

    private void step() {
        Node node = nodes.get(random.nextInt(nodes.size()));
        int what = random.nextInt(100);
        if (what < 25) {
            clock.advance(random.nextInt(8_000), TimeUnit.MILLISECONDS);
            note("time passes");
        } else if (what < 50) {
            note(node.self.host() + " works");
            node.work();
        } else if (what < 60) {
            deliver(random.nextInt(10));
        } else if (what < 70) {
            beat(0.8);
        } else if (what < 80) {
            command(node);
        } else if (what < 85) {
            commit();
        } else {
            fault(node, what);
        }
    }

    private void fault(Node node, int what) {
        switch (what) {
            case 85, 86 -> elect(node);
            case 87 -> node.stopped = true;
            case 88, 89 -> node.stopped = false;
            case 90 -> node.faults.cutOff(true);
            case 91, 92 -> node.faults.cutOff(false);
            case 93, 94 -> node.faults.unreliable(random.nextBoolean() ? 0 : 0.1);
            case 95 -> leave(SUPERVISORS.get(random.nextInt(SUPERVISORS.size())));
            case 96, 97 -> announce(SUPERVISORS.get(random.nextInt(SUPERVISORS.size())));
            default -> clock.advance(random.nextInt(90), TimeUnit.SECONDS);
        }
        note("fault " + what + " of " + node.self.host());
    }

    private void note(String what) {
        history.add(clock.millis() / 1000 % 100_000 + " " + what);
    }

    private void elect(Node node) {
        Node last = elected;
        elected = node;
        if (last != null && last != node) {
            last.mailbox.execute(last.leadership::end);
        }
        node.mailbox.execute(node::lead);
    }

    private void announce(String id) {
        SupervisorInfo info = new SupervisorInfo(1, "host-" + id);
        info.set_meta(Arrays.asList(6700L, 6701L, 6702L));
        info.set_uptime_secs(0);
        info.set_resources_map(new HashMap<>(Map.of("supervisor.memory.capacity.mb", 4096.0, "supervisor.cpu.capacity", 400.0)));
        supervisors.computeIfAbsent(id, key -> state.supervisors().announce(key, info));
    }

    private void leave(String id) {
        Table.Presence<SupervisorInfo> gone = supervisors.remove(id);
        if (gone != null) {
            gone.close();
        }
    }

    private void deliver(int most) {
        for (int i = 0; i < most && !notices.isEmpty(); i++) {
            notices.poll().run();
        }
    }

    /** Workers of present supervisors tell whoever leads, for all that they know. */
    private void beat(double share) {
        state.assignments().all().forEach((id, assignment) -> AssignedSlots.of(assignment).forEach((slot, executors) -> {
            String worker = id + " " + slot + " " + executors;
            long since = workersSince.computeIfAbsent(worker, key -> clock.millis());
            if (supervisors.containsKey(slot.getNodeId()) && random.nextDouble() < share) {
                WorkerBeat beat = new WorkerBeat(id, slot.getNodeId(), "host-" + slot.getNodeId(), slot.getPort(), clock.secs(),
                    (int) ((clock.millis() - since) / 1000), new HashMap<>());
                beat.set_figures(new HashMap<>());
                nodes.stream().filter(node -> !node.stopped).forEach(node -> node.leadership.current().ifPresent(leader -> tell(leader, beat)));
            }
        }));
    }

    private static void tell(Leader leader, WorkerBeat beat) {
        try {
            leader.heartbeat(beat.deepCopy());
        } catch (NotAliveException | RuntimeException e) {
            // It knows no such topology (yet), or cannot write: the worker tries again.
            return;
        }
    }

    private void command(Node node) {
        Leader leader = node.stopped ? null : node.leadership.current().orElse(null);
        if (leader == null) {
            return;
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        int what = random.nextInt(10);
        if (what < 6) {
            submit(node, leader, name);
            return;
        }
        Topology topology = leader.byName(name).orElse(null);
        if (topology == null) {
            return;
        }
        try {
            if (what < 8) {
                RebalanceOptions options = new RebalanceOptions();
                options.set_num_workers(1 + random.nextInt(MOST_WORKERS));
                leader.apply(topology, Lifecycle.rebalance(topology.base(), name, options, random.nextInt(10), clock.millis()), "rebalanced");
                note("rebalances " + topology.id);
            } else {
                // Whether it was stored or not: from here on it may be gone.
                accepted.remove(topology.id);
                leader.apply(topology, Lifecycle.kill(topology.base(), random.nextInt(10), clock.millis()), "killed");
                killed.add(topology.id);
                note("kills " + topology.id);
            }
        } catch (NotAliveException | RuntimeException e) {
            note("is refused: " + e);
        }
    }

    private void submit(Node node, Leader leader, String name) {
        String id = null;
        try {
            id = leader.reserve(name);
            Map<String, Object> user = new HashMap<>(Map.of("topology.workers", 1 + random.nextInt(MOST_WORKERS), "topology.name", name));
            Submission submission = Submission.of(name, conf(), user, SampleTopologies.wordCount(), "me", NimbusConfig.of(conf()).limits());
            node.stored.store(id, null, submission);
            StormBase base = new StormBase(name, TopologyStatus.ACTIVE, (Integer) user.get("topology.workers"));
            base.set_owner("me");
            base.set_launch_time_secs(clock.secs());
            pending.add(new Pending(node, leader, id, base, submission));
            note("submits " + id);
        } catch (AlreadyAliveException taken) {
            note(name + " is taken");
        } catch (IOException | KeyAlreadyExistsException | RuntimeException | org.apache.storm.generated.InvalidTopologyException e) {
            String begun = id;
            note("cannot store " + id + ": " + e);
            node.mailbox.execute(() -> leader.withdraw(name, begun));
        }
    }

    private void commit() {
        if (pending.isEmpty()) {
            return;
        }
        Pending one = pending.remove(random.nextInt(pending.size()));
        if (one.node().stopped) {
            pending.add(one);
            return;
        }
        try {
            if (one.node().leadership.current().orElse(null) != one.leader()) {
                throw new IllegalStateException("the leadership changed meanwhile");
            }
            one.leader().commit(one.id(), one.base(), one.submission(), null);
            accepted.add(one.id());
            note("commits " + one.id());
        } catch (RuntimeException e) {
            note("cannot commit " + one.id() + ": " + e);
            one.node().mailbox.execute(() -> one.leader().withdraw(one.base().get_name(), one.id()));
        }
    }

    /** The first rule that does not hold now; null if all do. */
    private String wrong() {
        Map<String, String> names = new HashMap<>();
        Map<String, StormBase> all = state.topologies().all();
        for (Map.Entry<String, StormBase> one : all.entrySet()) {
            String other = names.put(one.getValue().get_name(), one.getKey());
            if (other != null) {
                return "two topologies have one name: " + other + " and " + one.getKey();
            }
        }
        for (String id : accepted) {
            if (!all.containsKey(id)) {
                return id + " was accepted and is gone";
            }
        }
        for (String id : killed) {
            if (all.containsKey(id) && all.get(id).get_status() != TopologyStatus.KILLED) {
                return id + " was killed and is " + all.get(id).get_status();
            }
        }
        return doublyUsed();
    }

    private String doublyUsed() {
        Map<WorkerSlot, String> hands = new HashMap<>();
        for (Map.Entry<String, Assignment> one : state.assignments().all().entrySet()) {
            for (WorkerSlot slot : AssignedSlots.of(one.getValue()).keySet()) {
                String other = hands.put(slot, one.getKey());
                if (other != null) {
                    return "slot " + slot + " is assigned to " + other + " and " + one.getKey();
                }
            }
        }
        return null;
    }

    /** Everything works again, and some time passes. */
    private String heal() {
        nodes.forEach(node -> {
            node.stopped = false;
            node.faults.cutOff(false);
            node.faults.unreliable(0);
        });
        SUPERVISORS.forEach(this::announce);
        while (!pending.isEmpty()) {
            commit();
        }
        note("heals");
        for (int i = 0; i < HEALING_ROUNDS; i++) {
            clock.advance(4, TimeUnit.SECONDS);
            deliver(Integer.MAX_VALUE);
            nodes.forEach(Node::work);
            beat(1);
            String wrong = wrong();
            if (wrong != null) {
                return wrong;
            }
        }
        if (elected.leadership.current().isEmpty()) {
            return "nobody leads";
        }
        for (String id : accepted) {
            String wrong = notRunning(id);
            if (wrong != null) {
                return wrong;
            }
        }
        Set<String> left = new HashSet<>(state.topologies().keys());
        left.retainAll(killed);
        return left.isEmpty() ? null : left + " were killed and are still there";
    }

    private String notRunning(String id) {
        StormBase base = state.topologies().get(id).orElseThrow();
        if (base.get_status() != TopologyStatus.ACTIVE) {
            return id + " is " + base.get_status();
        }
        Topology topology = elected.leadership.current().orElseThrow().topologies().stream().filter(one -> one.id.equals(id)).findFirst().orElse(null);
        if (topology == null) {
            return id + " is unknown to the leader";
        }
        Assignment assignment = state.assignments().get(id).orElse(null);
        int placed = assignment == null ? 0 : assignment.get_executor_node_port_size();
        return placed == topology.executors().size() ? null
            : id + " has " + placed + " of " + topology.executors().size() + " executors assigned: " + topology.scheduleStatus + " " + topology.unavailable();
    }
}
