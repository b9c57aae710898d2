// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import org.apache.storm.generated.SupervisorWorkerHeartbeats;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BindAddress;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.LocalLayout;
import tempest.cluster.Mailbox;
import tempest.cluster.MailboxThread;
import tempest.cluster.NimbusRpc;
import tempest.cluster.SystemTopology;
import tempest.cluster.Table;
import tempest.rpc.SupervisorBeat;
import tempest.rpc.WorkerEnd;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.slot.EndedWorker;
import tempest.supervisor.slot.SlotAssignment;
import tempest.supervisor.slot.SlotReport;
import tempest.supervisor.slot.SlotState;
import tempest.supervisor.slot.Slots;
import tempest.supervisor.slot.WorkerFailureListener;
import tempest.supervisor.slot.WorkerLauncher;

/**
 * A supervisor: wires the slots, the localizer, the watch on the assignments, the service and the heartbeat together. Started and closed
 * by one thread; a daemon's {@link SupervisorMain} or a local cluster. It never starts a worker itself: its launcher does.
 *
 * <p>Threads: the slots', one for heartbeats, one for upkeep (whatever may take long), the service's, and downloads' while there are any.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long RESYNC_MS = 60_000;
    private static final long HEARTBEAT_RETRY_MS = 500;
    private static final long HEALTH_CHECK_MS = 60_000;

    /**
     * What a supervisor is made of.
     *
     * @param config    its settings
     * @param health    whether this computer is fit; null for always
     * @param layout    where it keeps its files
     * @param state     the cluster's shared state; closed by whoever opened it
     * @param nimbus    the leader, for heartbeats; closed by whoever opened it
     * @param localizer brings the topologies' files; closed by the supervisor
     * @param clock     of all parts
     * @param launcher  makes what starts workers, from the supervisor's id
     * @param version   of this software, for the cluster's summaries
     * @param fatal     what to do about an error in one of its threads
     */
    public record Parts(SupervisorConfig config, HealthCheck health, LocalLayout layout, ClusterState state, NimbusRpc nimbus,
                        Localizer localizer, Clock clock, Function<String, WorkerLauncher> launcher, String version, FatalErrorHandler fatal) { }

    private final Parts parts;
    private final SupervisorConfig config;
    private final LocalState local;
    private final ServicePort service;
    private final WorkerLauncher launcher;
    private final Slots slots;
    private final AssignmentWatch assignments;
    private final TopologySnapshots snapshots;
    private final Mailbox upkeep;
    private final MailboxThread upkeepThread;
    private final WorkerEndReports ends;
    private final Mailbox heartbeats;
    private final MailboxThread heartbeatThread;
    private final long startedAt;
    private Table.Presence<SupervisorInfo> presence;
    private boolean nimbusAnswers = true;
    private volatile boolean healthy = true;
    private final AtomicBoolean resyncDue = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile Map<Integer, SlotAssignment> desired = Map.of();
    /** By topology, of those that have slots here. */
    private final Map<String, Long> workerFailures = new ConcurrentHashMap<>();

    /**
     * Opens the local state and the service's port; nothing runs yet.
     *
     * @throws IOException in one line, if either cannot be had
     */
    public Supervisor(Parts parts) throws IOException {
        this.parts = parts;
        this.config = parts.config();
        this.startedAt = parts.clock().nanoTime();
        if (config.thriftPort() >= 0) {
            config.bind().guard("the supervisor", BindAddress.authenticates(ServicePort.withTransport(config.access()),
                "supervisor.thrift.transport", "supervisor.authorizer"));
        }
        this.local = LocalState.open(parts.layout().supervisorLocalState());
        try {
            this.service = config.thriftPort() < 0 ? null
                : ServicePort.listen(config.access(), parts.fatal());
        } catch (IOException | RuntimeException e) {
            local.close();
            throw e;
        }
        this.assignments = new AssignmentWatch(parts.state().assignments(), this::assigned);
        this.snapshots = new TopologySnapshots(parts.state(), id -> assignments.known().get(id));
        this.launcher = new SnapshotLauncher(parts.launcher().apply(id()), parts.layout(), snapshots::of);
        this.slots = new Slots(config.ports(), id(), thriftPort(), config.slots(), launcher, parts.localizer(), new WorkerReports(),
            parts.clock(), parts.fatal());
        this.upkeep = new Mailbox(parts.clock());
        this.upkeepThread = new MailboxThread("supervisor-upkeep", upkeep, parts.fatal());
        this.ends = new WorkerEndReports(parts.state(), upkeep);
        this.heartbeats = new Mailbox(parts.clock());
        this.heartbeatThread = new MailboxThread("supervisor-heartbeat", heartbeats, parts.fatal());
    }

    /** The id under which Nimbus knows it. */
    public String id() {
        return local.supervisorId();
    }

    /** The port of its service; negative if it has none. */
    public int thriftPort() {
        return service == null ? config.thriftPort() : service.port();
    }

    /** How its slots stand. */
    public List<SlotReport> slots() {
        return slots.reports();
    }

    /** How many workers of each topology that has slots here have ended, or not started, unexpectedly. */
    public Map<String, Long> workerFailures() {
        return Map.copyOf(workerFailures);
    }

    /**
     * Takes over running workers, announces itself, and begins to follow the assignments.
     *
     * @throws IOException           if the local folders cannot be used
     * @throws ClusterStateException if the shared state cannot be reached
     */
    public void start() throws IOException {
        healthy = checkHealth();
        parts.localizer().start();
        slots.start();
        if (service != null) {
            service.serve(new org.apache.storm.generated.Supervisor.Processor<>(new SupervisorService(
                ServiceAccess.of(config.access(), parts.layout()), id -> assignments.known().get(id), this::resyncSoon, slots)));
        }
        presence = parts.state().supervisors().announce(id(), info());
        heartbeats.execute(this::heartbeat);
        heartbeatThread.start();
        assignments.start();
        upkeep.every(RESYNC_MS, this::resync);
        upkeep.every(config.updateBlobsMillis(), parts.localizer()::update);
        upkeep.every(config.cleanUpMillis(), () -> parts.localizer().cleanUp(assignments.known().keySet()));
        upkeep.every(config.monitorMillis(), launcher::enforceLimits);
        if (parts.health() != null) {
            upkeep.every(HEALTH_CHECK_MS, this::healthDue);
        }
        upkeepThread.start();
        LOG.info("Supervisor {} on {} is up with slots {}", id(), config.hostname(), config.ports());
        if (!config.startsWorkers()) {
            LOG.warn("supervisor.enable is false: this supervisor starts no workers");
        }
    }

    private void assigned(Map<String, Assignment> all) {
        Map<Integer, SlotAssignment> ours = AssignmentsOfNode.of(id(), all);
        desired = ours;
        Set<String> ids = ours.values().stream().map(SlotAssignment::topologyId).collect(Collectors.toSet());
        snapshots.follow(ids);
        workerFailures.keySet().retainAll(ids);
        tellSlots();
    }

    private void tellSlots() {
        if (!stopping) {
            slots.desire(healthy && config.startsWorkers() ? desired : Map.of());
        }
    }

    /** Against the topology as a whole: who looks at it sees that its workers end, and why. */
    private final class WorkerReports implements WorkerFailureListener {
        @Override
        public void workerFailed(SlotAssignment assignment, int port, String what) {
            workerFailures.merge(assignment.topologyId(), 1L, Long::sum);
            tell(assignment, port, what);
        }

        @Override
        public void workerEnded(SlotAssignment assignment, int port, EndedWorker ended) {
            WorkerEnd end = new WorkerEnd(parts.clock().millis(), ended.cause(), config.hostname(), port, ended.reason());
            ended.status().ifPresent(status -> {
                end.set_status(status.code());
                end.set_signal(status.signal());
            });
            ended.ranMillis().ifPresent(millis -> end.set_ran_secs(millis / 1000));
            end.set_last_lines(ended.lastLines());
            ends.add(assignment.topologyId(), end);
        }

        private void tell(SlotAssignment assignment, int port, String what) {
            // Writing it may take long; the slots must not wait for that.
            upkeep.execute(() -> report(assignment.topologyId(), port, "worker " + config.hostname() + ":" + port + " " + what));
        }

        @Override
        public void workerStartsSlowly(SlotAssignment assignment, int port, long secs, String activity) {
            OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
            String what = String.format(Locale.ROOT, "has been starting for %d s%s; the load of its computer is %.1f on %d processors", secs,
                activity.isEmpty() ? "" : ", now " + activity, machine.getSystemLoadAverage(), machine.getAvailableProcessors());
            LOG.warn("Worker {} of {} {}{}", port, assignment.topologyId(), what,
                machine.getSystemLoadAverage() > machine.getAvailableProcessors() ? ": this computer is too slow for what runs on it" : "");
            tell(assignment, port, what);
        }
    }

    private void report(String topologyId, int port, String what) {
        ErrorInfo error = new ErrorInfo(what, parts.clock().secs());
        error.set_host(config.hostname());
        error.set_port(port);
        try {
            parts.state().errors().add(topologyId, SystemTopology.SYSTEM, error);
        } catch (ClusterStateException e) {
            LOG.warn("It is only in this log that {}: {}", what, e.getMessage());
        }
    }

    /** Once for however many callers say so meanwhile. */
    private void resyncSoon() {
        if (!resyncDue.getAndSet(true)) {
            upkeep.execute(() -> {
                resyncDue.set(false);
                resync();
            });
        }
    }

    private void resync() {
        try {
            assignments.resync();
        } catch (ClusterStateException e) {
            LOG.warn("The assignments cannot be read, workers go on as they are: {}", e.getMessage());
        }
    }

    private void heartbeat() {
        try {
            SupervisorBeat beat = new SupervisorBeat(id(), info());
            SupervisorWorkerHeartbeats starting = starting();
            parts.nimbus().run(nimbus -> {
                nimbus.supervisorBeat(beat);
                if (starting.get_worker_heartbeats_size() > 0) {
                    nimbus.sendSupervisorWorkerHeartbeats(starting);
                }
            });
            if (!nimbusAnswers) {
                LOG.info("Nimbus answers again");
            }
            nimbusAnswers = true;
        } catch (TException | ClusterStateException e) {
            if (nimbusAnswers) {
                LOG.warn("Nimbus does not accept heartbeats (trying again; workers keep running): {}", e.getMessage());
            }
            nimbusAnswers = false;
        } finally {
            heartbeats.after(nimbusAnswers ? config.heartbeatMillis() : Math.min(config.heartbeatMillis(), HEARTBEAT_RETRY_MS), this::heartbeat);
        }
    }

    /**
     * Speaks for the workers that have been launched and cannot speak yet: on a busy machine that may take longer than Nimbus waits for a
     * worker that it has heard before. How long a start may take, the slots decide.
     */
    private SupervisorWorkerHeartbeats starting() {
        List<SupervisorWorkerHeartbeat> workers = slots.reports().stream().filter(slot -> slot.state() == SlotState.STARTING)
            .map(slot -> new SupervisorWorkerHeartbeat(slot.assignment().topologyId(), List.copyOf(slot.assignment().executors()), parts.clock().secs()))
            .toList();
        return new SupervisorWorkerHeartbeats(id(), workers);
    }

    private void healthDue() {
        boolean now = checkHealth();
        if (now != healthy) {
            healthy = now;
            LOG.info(now ? "Health checks pass again: offering the slots" : "Health checks fail: emptying the slots");
            tellSlots();
            try {
                presence.update(info());
            } catch (ClusterStateException e) {
                LOG.warn("The change cannot be announced; heartbeats will tell it: {}", e.getMessage());
            }
        }
    }

    private boolean checkHealth() {
        if (parts.health() == null) {
            return true;
        }
        HealthCheck.Result result = parts.health().run();
        result.problems().forEach(LOG::warn);
        return result.healthy();
    }

    private SupervisorInfo info() {
        SupervisorInfo info = new SupervisorInfo(parts.clock().secs(), config.hostname());
        info.set_assignment_id(id());
        info.set_used_ports(longs(desired.keySet()));
        info.set_meta(healthy ? longs(config.ports()) : List.of());
        info.set_scheduler_meta(config.schedulerMeta());
        info.set_uptime_secs(TimeUnit.NANOSECONDS.toSeconds(parts.clock().nanoTime() - startedAt));
        info.set_version(parts.version());
        info.set_resources_map(config.resources());
        if (thriftPort() >= 0) {
            info.set_server_port(thriftPort());
        }
        return info;
    }

    private static List<Long> longs(Set<Integer> ports) {
        return new TreeSet<>(ports).stream().map(Integer::longValue).toList();
    }

    /** Stops all workers, for instance at the end of a local cluster, and waits for them, bounded; returns whether they are gone. */
    public boolean stopWorkers() {
        stopping = true;
        return slots.stopWorkers();
    }

    /** Ends the supervisor. Workers that are processes go on: a later supervisor takes them over. */
    @Override
    public void close() {
        assignments.close();
        upkeepThread.close();
        snapshots.close();
        heartbeatThread.close();
        if (presence != null) {
            presence.close();
        }
        if (service != null) {
            service.close();
        }
        slots.close();
        parts.localizer().close();
        try {
            local.close();
        } catch (IOException e) {
            LOG.warn("The local state did not close: {}", e.toString());
        }
    }
}
