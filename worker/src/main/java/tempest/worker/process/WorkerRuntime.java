// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import com.esotericsoftware.kryo.Kryo;
import java.io.IOException;
import java.security.PrivilegedAction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.Subject;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.storm.Constants;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ConfigReader;
import tempest.cluster.DeadLetterBox;
import tempest.cluster.DeadLetterSettings;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.NimbusRpc;
import tempest.cluster.SystemTopology;
import tempest.cluster.TopologySnapshot;
import tempest.cluster.WorkerExit;
import tempest.cluster.metrics.MetricsServer;
import tempest.rpc.WorkerBeat;
import tempest.worker.engine.Engine;
import tempest.worker.engine.EngineServices;
import tempest.worker.engine.EngineSpec;
import tempest.worker.remote.RemoteReceiver;
import tempest.worker.remote.RemoteSender;
import tempest.worker.serialization.MessageSizes;
import tempest.worker.serialization.TopologyTasks;
import tempest.worker.serialization.TupleKryo;
import tempest.worker.serialization.WireTable;
import tempest.worker.transport.LocalWorker;
import tempest.worker.transport.Transport;
import tempest.worker.transport.WorkerAddress;

/**
 * One worker: the engine with the executors that the assignment gives to its slot, connected to the other workers, the shared
 * state and Nimbus. Its owner constructs, starts and closes it, from any one thread at a time; {@link #ended} tells when it is over
 * by itself. It never ends the JVM, and never closes what it was given.
 */
public final class WorkerRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRuntime.class);
    /** Errors that wait to be reported get this long when the worker stops. */
    private static final long ERRORS_DRAIN_MILLIS = 1000;

    private final WorkerSpec spec;
    private final TopologyCode code;
    private final WorkerSettings settings;
    private final ClusterState state;
    private final Clock clock;
    private final WorkerAddress slot;
    private final WorkerAssignment assigned;
    private final String host;
    private final AtomicReference<Map<Integer, NodeInfo>> taskNodes = new AtomicReference<>();
    private final AtomicReference<Map<String, String>> nodeHosts = new AtomicReference<>();
    private final FatalErrorHandler fatal;
    private final StartProgress progress;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final StormMetricRegistry registry = new StormMetricRegistry();
    private final ErrorReports errors;
    private final LogTrouble logTrouble;
    private final UserCredentials credentials;
    private final RemoteSender remote;
    private final Engine engine;
    private final Transport transport;
    private final TopologyTasks tasks;
    private final WireTable table;
    private final LoadExchange loads;
    private final WorkerControl control;
    private final WorkerHeartbeats heartbeats;
    private final MetricReadings readings;
    private MetricsServer metrics;
    private volatile boolean listening;
    /** Whether executors have anything to tell. */
    private volatile boolean prepared;
    private volatile Throwable failure;
    private volatile Set<WorkerAddress> peers = Set.of();

    /** As below, inside a process that is not its own: no error ends that. */
    public WorkerRuntime(WorkerSpec spec, TopologyCode code, ClusterState state, NimbusRpc nimbus, Clock clock) throws IOException {
        this(spec, code, state, nimbus, clock, FatalErrorHandler.logging("worker"), WorkerStart.PLAIN);
    }

    /**
     * Wires the worker; nothing runs yet.
     *
     * @param code the topology's files, read
     * @param start what is known of the topology already, and who is told how the start goes on
     * @param fatal ends the process for lack of memory; after any other error the worker stops in order, so that its last acks and errors are sent
     * @throws IOException if the assignment gives this slot nothing to do
     */
    public WorkerRuntime(WorkerSpec spec, TopologyCode code, ClusterState state, NimbusRpc nimbus, Clock clock, FatalErrorHandler fatal,
                         WorkerStart start) throws IOException {
        this.fatal = fatal;
        this.spec = spec;
        this.code = code;
        this.state = state;
        this.clock = clock;
        this.slot = spec.slot();
        this.settings = WorkerSettings.of(code.conf());
        this.progress = start.progress();
        TopologySnapshot known = known(start);
        this.assigned = assigned(known.assignment());
        this.host = assigned.hosts().getOrDefault(slot.node(), slot.node());
        this.errors = new ErrorReports(spec.topologyId(), slot, host, state, clock);
        this.logTrouble = new LogTrouble(clock, e -> errors.tell(SystemTopology.SYSTEM, e));
        this.credentials = new UserCredentials(code.conf(), code.userCode(), known.credentials());
        this.tasks = TopologyTasks.of(code.topology(), code.tasks());
        // The network's time is real, also where the topology's is simulated.
        this.transport = new Transport(settings.transport(), new LocalWorker(spec.topologyId(), slot, tasks::contains), this::loadsArrived,
            Clock.system(), new SplittableRandom());
        this.remote = new RemoteSender(transport, this::table, this::newKryo, settings.transport().maxFrameBytes());
        this.engine = newEngineOrClose();
        this.table = WireTable.of(code.topology(), engine::source);
        this.loads = new LoadExchange(engine::loads, engine::remoteLoads);
        this.control = new WorkerControl(this, spec, settings, state, clock, host, start.known().flatMap(TopologySnapshot::topology),
            (thread, error) -> fail(error));
        this.heartbeats = new WorkerHeartbeats(spec.topologyId(), slot, host, settings.heartbeatMillis(), nimbus, clock,
            () -> prepared ? engine.stats() : Map.of(), this::details, (thread, error) -> fail(error));
        Map<Integer, String> local = new HashMap<>(code.tasks());
        local.keySet().retainAll(assigned.localTasks());
        this.readings = new MetricReadings(new TaskMetricsReader(registry, local), slot.port(), clock, task -> asUser(() -> {
            task.run();
            return null;
        }), (thread, error) -> fail(error));
    }

    private Kryo newKryo() {
        return TupleKryo.of(code.conf(), code.userCode());
    }

    /** Asked by the first batch that leaves, when the engine is wired. */
    private WireTable table() {
        return table;
    }

    private void loadsArrived(int[] ofTasks, float[] full) {
        loads.arrived(ofTasks, full);
    }

    private void details(WorkerBeat beat) {
        if (!prepared) {
            return;
        }
        beat.set_figures(engine.figures().totals());
        beat.set_failures(engine.figures().failures());
        beat.set_failed_inputs(engine.figures().failedInputs());
        beat.set_roots(engine.figures().roots());
        beat.set_hops(engine.figures().hops());
        readings.addTo(beat);
    }

    /** Where the supervisor has left what it knows, that does: the shared state, which may not answer, is followed later. */
    private TopologySnapshot known(WorkerStart start) throws IOException {
        return start.known().or(() -> TopologySnapshot.of(state, spec.topologyId())).orElseThrow(
            () -> new IOException("Topology " + spec.topologyId() + " is assigned nowhere (any more): there is nothing to run"));
    }

    private WorkerAssignment assigned(Assignment assignment) throws IOException {
        WorkerAssignment placed = WorkerAssignment.of(assignment, slot);
        if (placed.executors().isEmpty()) {
            throw new IOException("The assignment of topology " + spec.topologyId() + " gives slot " + slot + " nothing to run");
        }
        for (int task : placed.localTasks()) {
            if (!code.tasks().containsKey(task)) {
                throw new IOException("Slot " + slot + " should run task " + task + ", which topology " + spec.topologyId()
                    + " does not have: its files here do not match its assignment");
            }
        }
        return placed;
    }

    private Engine newEngineOrClose() {
        try {
            return asUser(this::newEngine);
        } catch (RuntimeException | Error e) {
            transport.close();
            throw e;
        }
    }

    private Engine newEngine() {
        EngineSpec engineSpec = new EngineSpec(new EngineSpec.Submitted(spec.topologyId(), code.conf(), code.topology(), code.tasks()),
            assigned.executors(),
            new EngineSpec.Place(host, slot.port(), spec.layout().stormResources(spec.topologyId()).toString(),
                spec.layout().workerPids(spec.workerId()).toString(), slot.node()),
            new EngineSpec.ClusterView(taskNodes, nodeHosts, new ConcurrentHashMap<>()));
        return new Engine(engineSpec, new EngineServices(clock, remote, transport::congestion, errors::report, this::fail, registry,
            credentials.registrants(), new DeadLetterBox(state.deadLetters(spec.topologyId()), DeadLetterSettings.of(code.conf()))::add));
    }

    /** Runs something with the user's class loader, and as the subject that automatic credentials fill, if there are any. */
    @SuppressWarnings("removal") // its successor is newer than the oldest Java we run on
    private <T> T asUser(PrivilegedAction<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(code.userCode());
        try {
            return credentials.isAutomatic() ? Subject.doAs(credentials.subject(), action) : action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Starts everything: opens the port, prepares bolts and opens spouts, and follows the shared state. Spouts emit once the
     * topology is active and the peers have answered.
     *
     * @throws IOException if the port cannot be opened
     */
    public void start() throws IOException {
        LOG.info("Starting worker {} of topology {} on {} with {} executors", spec.workerId(), spec.topologyId(), slot, assigned.executors().size());
        watchLogs();
        applyTopologyLogging();
        progress.at(() -> "opening port " + slot.port());
        MessageSizes sizes = new ConfigReader(code.conf()).flag("topology.serialized.message.size.metrics", false) ? new MessageSizes() : null;
        transport.listen(new RemoteReceiver(this::newKryo, table, tasks, engine.delivery(), sizes));
        listening = true;
        if (settings.metricsPort() > 0 && !settings.localMode()) {
            metrics = MetricsServer.open(WorkerSettings.METRICS_PORT, slot.port() + settings.metricsPort(), settings.transport().bind(),
                new MetricsPage(spec.topologyId(), engine.figures()::totals, readings::latest, transport));
        }
        follow(assigned);
        JvmMetrics.register(registry, spec.topologyId(), slot.port(), clock, transport,
            new ConfigReader(code.conf()).flag("topology.enable.send.iconnection.metrics", true), sizes);
        progress.at(engine::starting);
        heartbeats.start();
        asUser(() -> {
            registry.start(code.conf(), slot.port());
            if (!credentials.current().isEmpty()) {
                engine.credentials(credentials.current());
            }
            engine.start();
            return null;
        });
        prepared = true;
        readings.start();
        // A rebalance waits for this.
        heartbeats.soon();
        if (!ended.isDone()) {
            control.start(transport.reachable());
        }
    }

    /** In a process of its own. */
    private void watchLogs() {
        if (!settings.localMode()) {
            logTrouble.register();
        }
    }

    /** Only in a process of its own: other workers of this one have other topologies. */
    private void applyTopologyLogging() {
        Object location = code.conf().get(TopologyLogging.KEY);
        if (location == null || settings.localMode()) {
            return;
        }
        asUser(() -> {
            try {
                new TopologyLogging((LoggerContext) LogManager.getContext(false), code.userCode()).apply(location.toString());
            } catch (IOException e) {
                errors.report(SystemTopology.SYSTEM, (int) Constants.SYSTEM_TASK_ID, e);
            }
            return null;
        });
    }

    /** Whether other workers can connect. Any thread. */
    public boolean listening() {
        return listening;
    }

    /** Whether nothing is in any inbox, outbox or connection of this worker right now. Any thread. */
    public boolean quiet() {
        return engine.isQuiet() && transport.queuedBytes() == 0;
    }

    /** Completes when the worker is over: then its owner closes it. It never completes with an exception. */
    public CompletableFuture<Ending> ended() {
        return ended;
    }

    /** Ends the worker because of a failure somewhere in its process. Any thread. */
    public void fail(Throwable cause) {
        fatal.haltIfOutOfMemory(cause);
        if (failure == null) {
            failure = cause;
        }
        if (ended.complete(Ending.FAILED)) {
            LOG.error("Worker {} of topology {} fails", spec.workerId(), spec.topologyId(), cause);
        }
    }

    /** How it ended, for its supervisor. Once it has. */
    public WorkerExit exit() {
        Throwable cause = failure;
        Ending ending = ended.join();
        return new WorkerExit(ending != Ending.FAILED, ending == Ending.FAILED && cause != null ? WorkerExit.describe(cause) : ending.text());
    }

    /** Only writes the errors that wait, for a second at most: for a process that user code ends. Executors may run on until it has ended. */
    public void abandon() {
        errors.drain(ERRORS_DRAIN_MILLIS);
    }

    /** Ends the worker without a failure. Any thread. */
    void end(Ending ending) {
        if (ended.complete(ending)) {
            LOG.info("Worker {} of topology {} ends: {}", spec.workerId(), spec.topologyId(), ending);
        }
    }

    // ------------------------------------------------------------------ for the control thread

    Engine engine() {
        return engine;
    }

    UserCredentials credentials() {
        return credentials;
    }

    /** Follows a change of the assignment; where this worker's own executors change, it ends. */
    void reassigned(Assignment assignment) {
        WorkerAssignment latest = WorkerAssignment.of(assignment, slot);
        if (latest.sameExecutors(assigned)) {
            follow(latest);
        } else {
            end(Ending.REASSIGNED);
        }
    }

    private void follow(WorkerAssignment latest) {
        taskNodes.set(latest.nodes());
        nodeHosts.set(latest.hosts());
        peers = Set.copyOf(new HashSet<>(latest.peers().keySet()));
        Set<Integer> elsewhere = new HashSet<>(latest.slots().keySet());
        elsewhere.removeAll(latest.localTasks());
        loads.keepOnly(elsewhere);
        remote.assign(latest.slots(), latest.peers());
    }

    /** Nimbus waits for what the next heartbeat tells. */
    void beatSoon() {
        heartbeats.soon();
    }

    void exchangeLoads() {
        if (!peers.isEmpty()) {
            loads.publish(transport);
        }
    }

    /**
     * Stops spouts, gives in-flight tuples some time, ends executors with their clean-up, and releases everything. A second
     * call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        end(Ending.CLOSED);
        control.close();
        readings.close();
        asUser(() -> engine.stop(settings.drain()));
        heartbeats.close();
        if (metrics != null) {
            metrics.close();
        }
        registry.stop();
        errors.drain(ERRORS_DRAIN_MILLIS);
        logTrouble.unregister();
        errors.close();
        transport.awaitConfirmed(settings.lastBatches());
        transport.close();
        listening = false;
        LOG.info("Worker {} of topology {} has stopped", spec.workerId(), spec.topologyId());
    }
}
