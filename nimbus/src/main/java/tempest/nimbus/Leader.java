// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.scheduler.WorkerSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.Epoch;
import tempest.cluster.LeadershipLostException;
import tempest.cluster.Mailbox;
import tempest.cluster.Secrets;
import tempest.cluster.SystemTopology;
import tempest.cluster.Table;
import tempest.nimbus.metrics.MetricStore;
import tempest.rpc.WorkerBeat;

/**
 * One leadership of this Nimbus: made when it begins, dropped when it ends, and with it all that was known and pending then. Living
 * topologies, where they run, who is alive. Everything here is called on Nimbus's own thread; it blocks only for the shared state's
 * short reads and writes. A decision counts once the shared state has it, which refuses it if another leadership has begun.
 */
final class Leader implements LeaderWrites.Stored {
    private static final Logger LOG = LoggerFactory.getLogger(Leader.class);

    private final NimbusConfig.Liveness liveness;
    private final long epoch;
    private final ClusterState state;
    private final StoredTopologies stored;
    private final Mailbox mailbox;
    private final Clock clock;
    private final Scheduling scheduling;
    private final Heartbeats heartbeats;
    private final HeartbeatRecovery recovery;
    private final Supervisors supervisors;
    private final MetricStore metrics = new MetricStore();
    private final WorkerEndings ends;
    private final EndedTopologies killed;
    private final long begunMillis;
    private final WorkerDeadlines deadlines;
    private final LeaderWrites writes;
    private final TreeMap<String, Topology> topologies = new TreeMap<>();
    /** Names being submitted, with their ids. */
    private final Map<String, String> reserved = new HashMap<>();
    private final List<Mailbox.Timer> timers = new ArrayList<>();
    private Table.Watch supervisorWatch;
    private Scheduling.Decision lastDecision = new Scheduling.Decision(Map.of(), Map.of(), Map.of(), Map.of(), Set.of());
    private int submitted;
    private boolean ended;
    private boolean roundPending;

    /** What every leadership of a Nimbus works with. */
    record Parts(NimbusConfig.Liveness liveness, StoredTopologies stored, Mailbox mailbox, Clock clock, Scheduling scheduling, Secrets secrets) {
    }

    Leader(Parts parts, Epoch epoch) {
        this.liveness = parts.liveness();
        this.epoch = epoch.number();
        this.state = epoch.state();
        this.stored = parts.stored();
        this.mailbox = parts.mailbox();
        this.clock = parts.clock();
        this.scheduling = parts.scheduling();
        this.recovery = liveness.recovery().get();
        this.heartbeats = new Heartbeats(liveness.taskTimeoutSecs(), liveness.taskLaunchSecs(), recovery.mostSecs(), liveness.leaderSessionSecs());
        this.ends = new WorkerEndings(state, mailbox, clock);
        this.killed = new EndedTopologies(state, clock, parts.secrets());
        this.begunMillis = clock.millis();
        this.supervisors = new Supervisors(liveness.supervisorTimeoutSecs());
        this.writes = new LeaderWrites(state, topologies, this);
        this.deadlines = new WorkerDeadlines(heartbeats, mailbox, clock, this::scheduleSoon);
    }

    /** The shared state as this leadership may write it. Any thread may use it. */
    ClusterState state() {
        return state;
    }

    MetricStore metrics() {
        return metrics;
    }

    WorkerEndings ends() {
        return ends;
    }

    EndedTopologies killed() {
        return killed;
    }

    long begunMillis() {
        return begunMillis;
    }

    /** Takes over what the shared state says; it is read now, after the epoch began, so no earlier leader can change it any more. */
    void begin() {
        scheduling.leadershipBegan();
        Map<String, Assignment> assignments = state.assignments().all();
        state.topologies().all().forEach((id, base) -> {
            Topology topology = load(id, base);
            topology.assignment = assignments.get(id);
            topologies.put(id, topology);
            if (topology.assignment != null) {
                heartbeats.inherited(id, AssignedSlots.ages(topology.assignment, clock.secs()), clock.nanoTime());
                recovery.tookOver(id, AssignedSlots.of(topology.assignment).keySet());
            }
        });
        state.supervisors().all().forEach((id, info) -> supervisors.announced(id, Optional.of(info), clock.nanoTime()));
        supervisorWatch = state.supervisors().watchAll((id, info) -> mailbox.execute(() -> supervisor(id, info)));
        ends.begin();
        killed.begin();
        timers.add(mailbox.every(TimeUnit.SECONDS.toMillis(liveness.monitorSecs()), () -> scheduleSoon()));
        for (Topology topology : topologies.values()) {
            topology.drainingSinceNanos = clock.nanoTime();
            wait(topology, Lifecycle.waitSecs(topology.base(), clock.millis()));
        }
        LOG.info("leading, epoch {}; {} topologies", epoch, topologies.size());
        scheduleSoon();
    }

    private Topology load(String id, StormBase base) {
        try {
            StoredTopologies.Definition definition = stored.load(id);
            return new Topology(id, base, definition.conf(), SystemTopology.of(definition.conf(), definition.code()));
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("topology {} runs on where it runs, but cannot be moved: {}", id, e.getMessage());
            return Topology.unavailable(id, base, e.getMessage());
        }
    }

    /** Those that could not be read may be readable now. */
    private void loadWhatIsMissing() {
        for (Topology topology : topologies.values()) {
            if (topology.unavailable() == null) {
                continue;
            }
            try {
                StoredTopologies.Definition definition = stored.load(topology.id);
                redefine(topology, definition.conf(), definition.code());
                LOG.info("topology {} can be read again", topology.id);
            } catch (IOException | IllegalArgumentException e) {
                topology.unavailable(e.getMessage());
            }
        }
    }

    /** Leadership is lost, or this Nimbus stops: nothing of it happens any more, and nothing is changed. */
    void end() {
        ended = true;
        LOG.info("no longer leading, epoch {}", epoch);
        timers.forEach(Mailbox.Timer::cancel);
        topologies.values().forEach(Topology::cancelWait);
        ends.close();
        deadlines.close();
        if (supervisorWatch != null) {
            supervisorWatch.close();
        }
    }

    // Submission

    /** Takes a name, so that no other submission can; returns the new topology's id. */
    String reserve(String name) throws AlreadyAliveException {
        if (reserved.containsKey(name) || byName(name).isPresent()) {
            throw new AlreadyAliveException("topology '" + name + "' is already running; kill it first or choose another name");
        }
        String id = Topology.newId(name, epoch, ++submitted, clock.secs());
        reserved.put(name, id);
        return id;
    }

    /** A submission failed somewhere on its way: whatever of it got stored goes. Its name is free once all of that is gone. */
    void withdraw(String name, String id) {
        if (ended) {
            LOG.warn("topology {} was not submitted: leadership was lost meanwhile; the next leader cleans up", id);
            return;
        }
        try {
            forget(id);
            stored.discard(state, id);
            reserved.remove(name, id);
        } catch (ClusterStateException e) {
            LOG.warn("what is left of the failed submission of {} stays for {} s more: {}", id, liveness.monitorSecs(), e.getMessage());
            timers.add(mailbox.after(TimeUnit.SECONDS.toMillis(liveness.monitorSecs()), () -> withdraw(name, id)));
        }
    }

    /**
     * The blobs are stored: the topology is alive from here on.
     *
     * @throws IllegalStateException if its name is not reserved for it
     */
    void commit(String id, StormBase base, Submission submission, Credentials credentials) {
        if (!id.equals(reserved.get(base.get_name()))) {
            throw new IllegalStateException("the name '" + base.get_name() + "' is no longer reserved for " + id + "; submit it again");
        }
        if (credentials != null) {
            state.credentials().put(id, credentials);
        }
        state.topologies().put(id, base);
        reserved.remove(base.get_name());
        topologies.put(id, new Topology(id, base, submission.conf(), submission.system()));
        LOG.info("topology {} submitted by {}", id, base.get_owner());
        scheduleSoon();
    }

    // Life cycle

    void apply(Topology topology, Lifecycle.Step step, String why) {
        if (step.base() == null) {
            remove(topology);
            return;
        }
        if (!step.base().equals(topology.base())) {
            LOG.info("topology {}: {} -> {}: {}", topology.id, topology.base().get_status(), step.base().get_status(), why);
            writes.base(topology, step.base());
            if (step.base().get_status() == TopologyStatus.KILLED && topology.lastMetrics == null) {
                topology.lastMetrics = metrics.latest(topology.id, clock.secs());
            }
            topology.become(step.base());
            topology.drainingSinceNanos = clock.nanoTime();
        }
        TopologyStatus status = step.base().get_status();
        if (step.waitSecs() >= 0 || status != TopologyStatus.KILLED && status != TopologyStatus.REBALANCING) {
            // Otherwise it still waits: turning it on or off changes only what comes after that.
            topology.cancelWait();
            if (status == TopologyStatus.KILLED && step.waitSecs() == 0) {
                // Its name is free when the call returns: scripts and tests submit the next one under it.
                due(topology);
            } else {
                wait(topology, step.waitSecs());
            }
        }
        scheduleSoon();
    }

    @Override
    public void unexpected(Topology topology, StormBase base) {
        topology.cancelWait();
        topology.needsReschedule = false;
        topology.become(base);
        topology.drainingSinceNanos = clock.nanoTime();
        wait(topology, Lifecycle.waitSecs(base, clock.millis()));
    }

    @Override
    public void unsure() {
        mailbox.after(LeaderWrites.REREAD_MILLIS, this::scheduleSoon);
    }

    private void wait(Topology topology, int secs) {
        if (secs >= 0) {
            topology.wait = mailbox.after(TimeUnit.SECONDS.toMillis(secs), () -> {
                topology.wait = null;
                due(topology);
            });
        }
    }

    private void due(Topology topology) {
        StormBase known = topology.base();
        try {
            writes.readDoubtful();
            if (topology.base() != known) {
                return;
            }
            Lifecycle.Step step = Lifecycle.due(known);
            if (step.replace()) {
                move(topology, step);
            } else {
                apply(topology, step, "the wait is over");
            }
        } catch (LeadershipLostException e) {
            LOG.warn("topology {} is another leader's now: {}", topology.id, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("topology {} waits for {} s more: {}", topology.id, liveness.monitorSecs(), e.toString());
            wait(topology, liveness.monitorSecs());
        }
    }

    /**
     * Reschedules a topology that has been drained: first the assignment is stored, then that it was, so that a leader that takes over in
     * between moves it again instead of never. What finds no room is stored nowhere, and no worker of it is waited for.
     */
    private void move(Topology topology, Lifecycle.Step step) {
        StormBase drained = topology.base();
        topology.become(step.base());
        topology.needsReschedule = true;
        try {
            schedule();
        } catch (RuntimeException e) {
            topology.become(drained);
            throw e;
        } finally {
            topology.needsReschedule = false;
        }
        writes.base(topology, step.base());
        wait(topology, step.waitSecs());
        goOn(topology);
    }

    /** Ends a rebalance's waits as soon as what they wait for is there. */
    private void goOn(Topology topology) {
        boolean drained = Lifecycle.isDraining(topology.base()) && topology.isTracked()
            && heartbeats.isIdle(topology.id, topology.drainingSinceNanos);
        boolean moved = Lifecycle.isMoving(topology.base()) && !topology.needsReschedule && heartbeats.isComplete(topology.id);
        if (drained || moved) {
            LOG.info("topology {}: {}", topology.id, moved ? "all its workers are up" : "nothing is in flight");
            topology.cancelWait();
            due(topology);
        }
    }

    private void remove(Topology topology) {
        killed.add(topology, metrics, ends);
        forget(topology.id);
        stored.discard(state, topology.id);
        if (topology.layout().is_set_dependency_jars()) {
            // Uploaded for this topology alone; artifacts are shared and stay.
            topology.layout().get_dependency_jars().forEach(key -> stored.removeBlob(state, key));
        }
        LOG.info("topology {} removed", topology.id);
        scheduleSoon();
    }

    /** Nothing of a topology is left in the shared state, nor here. */
    private void forget(String id) {
        state.removeTopology(id);
        Topology gone = topologies.remove(id);
        if (gone != null) {
            gone.cancelWait();
        }
        metrics.keep(topologies.keySet());
        heartbeats.forget(id);
    }

    /** Takes over a configuration and code that were replaced. */
    void redefine(Topology topology, Map<String, Object> conf, StormTopology user) {
        topology.become(conf, SystemTopology.of(conf, user));
    }

    // Who is alive

    private void supervisor(String id, Optional<SupervisorInfo> info) {
        if (!ended && supervisors.announced(id, info, clock.nanoTime())) {
            LOG.info("supervisor {} {}", id, info.map(i -> "at " + i.get_hostname() + " offers ports " + i.get_meta()).orElse("is gone"));
            scheduleSoon();
        }
    }

    void heartbeat(String supervisorId, SupervisorInfo info) {
        if (supervisors.heartbeat(supervisorId, info, clock.nanoTime())) {
            scheduleSoon();
        }
    }

    void heartbeat(WorkerBeat beat) throws NotAliveException {
        Topology topology = topologies.get(beat.get_topology_id());
        boolean ours = heartbeats.record(beat, clock.nanoTime());
        recovery.heardOf(beat.get_node_id());
        if (topology == null) {
            throw new NotAliveException("topology " + beat.get_topology_id() + " is not alive");
        }
        if (ours && topology.unavailable() == null) {
            metrics.record(beat, topology.components(), clock.secs());
            // Kept by the store in a form of its own.
            beat.unset_figures();
            beat.unset_failures();
            beat.unset_failed_inputs();
            beat.unset_roots();
            beat.unset_hops();
            goOn(topology);
        }
    }

    /**
     * A sign of life as supervisors send it, by executors instead of slots.
     *
     * @param node the supervisor, or null if that is not known
     */
    void renew(String topologyId, Set<List<Long>> executors, String node) {
        Topology topology = topologies.get(topologyId);
        if (topology != null && topology.assignment != null) {
            AssignedSlots.of(topology.assignment).forEach((slot, tasks) -> {
                if (!Collections.disjoint(tasks, executors) && (node == null || node.equals(slot.getNodeId()))) {
                    heartbeats.renew(topologyId, slot, clock.nanoTime());
                    recovery.heardOf(slot.getNodeId());
                }
            });
        }
    }

    // Scheduling, and looking things up

    /** A round follows once what is in the mailbox now has been done; several wishes make one round. */
    void scheduleSoon() {
        if (!roundPending) {
            roundPending = true;
            mailbox.execute(() -> {
                roundPending = false;
                if (!ended) {
                    schedule();
                }
            });
        }
    }

    private void schedule() {
        if (ended) {
            return;
        }
        loadWhatIsMissing();
        writes.readDoubtful();
        recovery.look();
        long now = clock.nanoTime();
        scheduling.heard(supervisors.heard());
        Map<String, SupervisorInfo> present = supervisors.present(now);
        heartbeats.supervisors(present.keySet());
        lastDecision = scheduling.decide(topologies.values(), present,
            (id, slot) -> heartbeats.isAlive(id, slot, now) || recovery.isAwaited(id, slot), clock.secs());
        lastDecision.status().forEach((id, status) -> {
            if (topologies.containsKey(id)) {
                topologies.get(id).scheduleStatus = status;
            }
        });
        writes.assignments(lastDecision.changed());
        deadlines.roundRan(now);
    }

    @Override
    public void assignment(Topology topology, Assignment next) {
        long now = clock.nanoTime();
        Map<WorkerSlot, Set<List<Long>>> slots = AssignedSlots.of(next);
        Set<WorkerSlot> restarted = AssignedSlots.restarted(topology.assignment, slots);
        ends.reassigned(topology.id, topology.assignment, next, restarted, slot -> heartbeats.isAlive(topology.id, slot, now));
        topology.assignment = next;
        heartbeats.assigned(topology.id, slots.keySet(), restarted, now);
        LOG.info("topology {} runs on {} slots with {} executors; {} slots start", topology.id, slots.size(), next.get_executor_node_port().size(), restarted.size());
    }

    Optional<Topology> byName(String name) {
        return topologies.values().stream().filter(topology -> topology.name().equals(name)).findFirst();
    }

    Topology named(String name) throws NotAliveException {
        return byName(name).orElseThrow(() -> new NotAliveException("topology '" + name + "' is not alive"));
    }

    Topology withId(String id) throws NotAliveException {
        Topology topology = topologies.get(id);
        if (topology == null) {
            throw new NotAliveException("topology " + id + " is not alive");
        }
        return topology;
    }

    List<Topology> topologies() {
        return List.copyOf(topologies.values());
    }

    /** Ids that blobs and nodes may belong to. */
    Set<String> livingOrComing() {
        Set<String> ids = new HashSet<>(topologies.keySet());
        ids.addAll(reserved.values());
        return ids;
    }

    List<WorkerBeat> heartbeats(String topologyId) {
        return heartbeats.of(topologyId);
    }

    Map<String, SupervisorInfo> supervisors() {
        return supervisors.present(clock.nanoTime());
    }

    Scheduling.Decision lastDecision() {
        return lastDecision;
    }
}
