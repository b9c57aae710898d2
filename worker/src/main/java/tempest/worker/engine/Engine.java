// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.ICredentialsListener;
import org.apache.storm.generated.DebugOptions;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.grouping.Load;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.hooks.ITaskHook;
import org.apache.storm.hooks.IWorkerHook;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.DeadLetterSettings;
import tempest.cluster.SystemTopology;
import tempest.cluster.WorkerExit;
import tempest.rpc.DeadLetter;
import tempest.worker.agent.ExecutorScheduler;
import tempest.worker.agent.ThreadClock;
import tempest.worker.executor.BoltExecutor;
import tempest.worker.executor.CycleBackpressure;
import tempest.worker.executor.ExecutorAgent;
import tempest.worker.executor.ExecutorSettings;
import tempest.worker.executor.ExecutorShare;
import tempest.worker.executor.ReplayListener;
import tempest.worker.executor.Seeds;
import tempest.worker.executor.SpoutExecutor;
import tempest.worker.executor.StreamPlan;
import tempest.worker.executor.TaskLists;
import tempest.worker.executor.TaskPlan;
import tempest.worker.executor.WaitStrategies;
import tempest.worker.executor.WorkerContext;
import tempest.worker.executor.WorkerContext.Failures;
import tempest.worker.executor.WorkerContext.Remote;
import tempest.worker.executor.WorkerContext.Routing;
import tempest.worker.executor.WorkerContext.Timing;
import tempest.worker.link.LocalDelivery;
import tempest.worker.route.Groupings;
import tempest.worker.route.Receivers;
import tempest.worker.route.UserObjects;
import tempest.worker.serialization.SerializationCheck;
import tempest.worker.serialization.StoredValues;
import tempest.worker.serialization.TupleKryo;
import tempest.worker.serialization.UnserializableTupleException;
import tempest.worker.serialization.WireTable;
import tempest.worker.system.DeadLetterStoreBolt;
import tempest.worker.system.WorkerMetricsBolt;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/**
 * Runs the executors that one worker has of a topology. Constructed, started and stopped by the worker's control thread, with the user's
 * class loader as context class loader; methods for other threads are marked. It depends neither on ZooKeeper nor Nimbus nor the network.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int SYSTEM_TASK = (int) Constants.SYSTEM_TASK_ID;
    private static final long LOAD_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REPLAY_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long QUIET_POLL_NANOS = 200_000;
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    /** The spin time where parking is disabled: a wake-up takes a small part of it, so longer spins gain nothing and cost a processor. */
    private static final long LONG_SPIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EngineSpec spec;
    private final EngineSpec.Submitted submitted;
    private final EngineServices services;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final ExecutorService sharedExecutor;
    private final ResolvedTopology resolved;
    private final Map<ExecutorInfo, ExecutorAgent> executors = new LinkedHashMap<>();
    /** The executors and, if there is one, the agent that reports the worker's metrics. */
    private final List<ExecutorAgent> agents = new ArrayList<>();
    private final ExecutorAgent[] byTask;
    private final List<IWorkerHook> hooks = new ArrayList<>();
    private final ExecutorScheduler scheduler;
    private final ThreadClock threadClock = ThreadClock.system();
    private final Ticker ticker;
    private final LoadMapping loads = new LoadMapping();
    private final EngineStats stats;
    private final EngineMetrics metrics;
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger lost = new AtomicInteger();
    /** Reads dead letters for replays, one after the other. */
    private final StoredValues replayed;

    public Engine(EngineSpec spec, EngineServices services) {
        this.spec = spec;
        submitted = spec.topology();
        this.services = services;
        ConfigReader read = new ConfigReader(submitted.conf());
        sharedExecutor = Executors.newFixedThreadPool(read.integer(Config.TOPOLOGY_WORKER_SHARED_THREAD_POOL_SIZE, 4, 1), this::daemon);
        resolved = new ResolvedTopology(spec, sharedExecutor);
        replayed = storedValues();
        byTask = new ExecutorAgent[resolved.maxTask() + 1];
        WorkerContext worker = surroundings(read);
        List<ExecutorInfo> ackers = new ArrayList<>();
        for (ExecutorInfo info : spec.executors()) {
            String component = submitted.taskToComponent().get(info.get_task_start());
            if (SystemTopology.ACKER.equals(component)) {
                ackers.add(info);
            } else if (info.get_task_start() != SYSTEM_TASK) {
                add(info, executor(info, component, worker));
            }
        }
        agents.addAll(executors.values());
        if (reportsMetrics()) {
            agents.add(executor(new ExecutorInfo(SYSTEM_TASK, SYSTEM_TASK), SystemTopology.SYSTEM, worker));
        }
        stats = new EngineStats(executors, ackers, read, services.clock());
        metrics = new EngineMetrics(executors);
        int cores = Runtime.getRuntime().availableProcessors();
        scheduler = new ExecutorScheduler(this::thread, Math.max(2, cores),
            agents.stream().anyMatch(agent -> agent.waits().spins()) ? LONG_SPIN_NANOS : SPIN_NANOS, threadClock);
        ticker = new Ticker(services.clock(), threadClock);
    }

    private WorkerContext surroundings(ConfigReader read) {
        Groupings groupings = new Groupings(resolved.context(), !read.flag(Config.TOPOLOGY_DISABLE_LOADAWARE_MESSAGING, false),
            read.real(Config.TOPOLOGY_LOCALITYAWARE_LOWER_BOUND, 0.2, 0), read.real(Config.TOPOLOGY_LOCALITYAWARE_HIGHER_BOUND, 0.8, 0),
            new Receivers(this::burst, this::away));
        return new WorkerContext(new Timing(services.clock(), threadClock),
            new Routing(new LocalTaskDirectory(byTask), groupings, resolved.graph()::isCyclic, resolved::component, resolved.sourceCount(),
                new TaskLists(resolved.maxTask())),
            new Remote(services.links(), services.congestion()), new Failures(services.errors(), this::died),
            new Seeds(new SecureRandom().nextLong()), new CycleBackpressure(), serializationChecks(read),
            DeadLetterSettings.of(submitted.conf()));
    }

    /** How many tuples a task can receive in a burst: 1 if it is in another worker, whose batches are for all its tasks. */
    private int burst(int task) {
        return byTask[task] == null ? 1 : byTask[task].inbox().burst();
    }

    private boolean away(int task) {
        return byTask[task] == null && services.links() != null && services.links().away(task);
    }

    private Supplier<Consumer<TupleImpl>> serializationChecks(ConfigReader read) {
        if (!read.flag(Config.TOPOLOGY_TESTING_ALWAYS_TRY_SERIALIZE, false)) {
            return null;
        }
        WireTable table = WireTable.of(submitted.structure(), resolved::source);
        return () -> {
            SerializationCheck check = new SerializationCheck(TupleKryo.of(submitted.conf(), loader), table);
            return tuple -> check.check(new TupleImpl[] {tuple}, 1);
        };
    }

    private ExecutorAgent executor(ExecutorInfo info, String component, WorkerContext worker) {
        Map<String, Object> conf = resolved.conf(component);
        ExecutorSettings settings = ExecutorSettings.of(conf).among(spec.executors().size());
        ExecutorShare share = new ExecutorShare();
        List<StreamPlan> streams = resolved.streams(component);
        List<TaskPlan> plans = new ArrayList<>();
        for (int task = info.get_task_start(); task <= info.get_task_end(); task++) {
            Object object = switch (component) {
                case SystemTopology.SYSTEM -> new WorkerMetricsBolt(services.registrants());
                case SystemTopology.DEAD_LETTER_STORE -> new DeadLetterStoreBolt(services.deadLetters(), DeadLetterSettings.of(conf), storedValues());
                default -> resolved.create(component);
            };
            TaskPlan plan = resolved.task(task, component, object, conf, streams, share, services.registry());
            addHooks(plan);
            plans.add(plan);
        }
        boolean spout = resolved.isSpout(component);
        WaitStrategies waits = WaitSettings.of(conf, spout);
        ExecutorAgent executor = spout ? new SpoutExecutor(component, plans, settings, worker, share, waits)
            : new BoltExecutor(component, plans, settings, worker, share, waits);
        executor.reportsAs(services.registry(), spec.place().host(), spec.place().port());
        return executor;
    }

    private StoredValues storedValues() {
        return new StoredValues(() -> TupleKryo.of(submitted.conf(), loader), DeadLetterStoreBolt.MOST_PAYLOAD);
    }

    private void add(ExecutorInfo info, ExecutorAgent executor) {
        executors.put(info, executor);
        for (int task = info.get_task_start(); task <= info.get_task_end(); task++) {
            byTask[task] = executor;
        }
    }

    /** Whether there are metrics consumers, which receive the worker's metrics as well. */
    private boolean reportsMetrics() {
        return submitted.structure().get_bolts().containsKey(SystemTopology.SYSTEM) && !SystemTopology.metricsConsumers(submitted.conf()).isEmpty();
    }

    private void addReports(ConfigReader read) {
        if (!reportsMetrics()) {
            return;
        }
        int bucket = read.integer(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 60, 1);
        boolean withRegistry = read.flag(Config.TOPOLOGY_ENABLE_V2_METRICS_TICK, true);
        int registryEvery = read.integer(Config.TOPOLOGY_V2_METRICS_TICK_INTERVAL_SECONDS, 60, 1);
        for (ExecutorAgent agent : agents) {
            if (agent.componentId().startsWith(SystemTopology.METRICS_PREFIX)) {
                continue;
            }
            agent.registeredMetrics().keySet().forEach(
                secs -> ticker.every(TimeUnit.SECONDS.toNanos(secs), () -> agent.reportMetrics(secs)));
            ticker.every(TimeUnit.SECONDS.toNanos(bucket), () -> agent.reportCounts(bucket));
            if (withRegistry) {
                ticker.every(TimeUnit.SECONDS.toNanos(registryEvery), () -> agent.reportRegistry(registryEvery));
            }
        }
    }

    private void addHooks(TaskPlan plan) {
        for (String hook : resolved.taskHooks()) {
            try {
                plan.context().addTaskHook((ITaskHook) UserObjects.load(hook).getConstructor().newInstance());
            } catch (ReflectiveOperationException | ClassCastException e) {
                throw ConfigReader.wrong(Config.TOPOLOGY_AUTO_TASK_HOOKS, hook, "the name of a class that implements ITaskHook");
            }
        }
    }

    private Thread thread(Runnable loop, String name) {
        Thread thread = new Thread(loop, name);
        thread.setContextClassLoader(loader);
        thread.setDaemon(true);
        return thread;
    }

    private Thread daemon(Runnable loop) {
        return thread(loop, "worker-shared-executor");
    }

    /** Prepares all bolts and opens all spouts, which do not emit yet; returns when that is done. */
    public void start() {
        startHooks();
        executors.values().forEach(this::addTicks);
        deadLetterStore().ifPresent(store -> ticker.every(REPLAY_PERIOD_NANOS, store::expireReplays));
        ticker.every(LOAD_PERIOD_NANOS, this::refreshLoads);
        scheduler.start(agents, agent -> ((ExecutorAgent) agent).waits().isOwn());
        for (ExecutorAgent executor : agents) {
            try {
                executor.started().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the executors of " + submitted.id() + " were starting", e);
            }
        }
        Throwable failure = firstFailure.get();
        if (failure != null) {
            throw new IllegalStateException("the executors of " + submitted.id() + " did not start: " + WorkerExit.text(failure), failure);
        }
        addReports(new ConfigReader(submitted.conf()));
        ticker.start();
    }

    /** The components whose executors are not all prepared or open yet, in a few words. Any thread. */
    public String starting() {
        List<String> names = agents.stream().filter(agent -> agent.started().getCount() > 0).map(ExecutorAgent::componentId).distinct().toList();
        return names.isEmpty() ? "starting" : "preparing " + String.join(", ", names);
    }

    private void startHooks() {
        List<ByteBuffer> serialized = submitted.structure().is_set_worker_hooks() ? submitted.structure().get_worker_hooks() : List.of();
        for (ByteBuffer bytes : serialized) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            try {
                IWorkerHook hook = (IWorkerHook) UserObjects.deserialize(copy);
                hooks.add(hook);
                hook.start(submitted.conf(), resolved.userContext());
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalArgumentException("a worker hook of " + submitted.id() + " cannot be read: " + e, e);
            }
        }
    }

    private void addTicks(ExecutorAgent executor) {
        int seconds = ExecutorSettings.of(resolved.conf(executor.componentId())).tickSecs();
        if (seconds > 0 && executor instanceof BoltExecutor bolt && !executor.componentId().startsWith("__")) {
            StreamSource source = resolved.source(SystemTopology.SYSTEM, Constants.SYSTEM_TICK_STREAM_ID);
            ticker.every(TimeUnit.SECONDS.toNanos(seconds),
                () -> bolt.tick(task -> new TupleImpl(source, SYSTEM_TASK, new Values(seconds), 0, 0, null)));
        }
    }

    /** Activates the spouts. Any thread. */
    public void activate() {
        setActive(true);
    }

    /** Deactivates the spouts; in-flight tuples complete. Any thread. */
    public void deactivate() {
        setActive(false);
    }

    private void setActive(boolean active) {
        for (ExecutorAgent executor : executors.values()) {
            if (executor instanceof SpoutExecutor spout) {
                spout.active(active);
            }
        }
    }

    /** The windowed statistics of each executor of this worker. One thread at a time, always the same way. */
    public Map<ExecutorInfo, ExecutorStats> stats() {
        return stats.read();
    }

    /** The totals of each executor since the start, and samples of failures since the last call. One thread at a time. */
    public EngineMetrics figures() {
        return metrics;
    }

    /** Receives batches from other workers. Any thread. */
    public LocalDelivery delivery() {
        return new InboxDelivery(byTask, lost);
    }

    /** The source of a stream, of which there is exactly one. Any thread. */
    public StreamSource source(String component, String stream) {
        return resolved.source(component, stream);
    }

    /** Passes new credentials to the spouts and bolts that implement the listener for them. Any thread. */
    public void credentials(Map<String, String> credentials) {
        Map<String, String> copy = new HashMap<>(credentials);
        for (ExecutorAgent executor : executors.values()) {
            if (executor instanceof SpoutExecutor spout) {
                spout.forEachSpout(one -> setCredentials(one, copy));
            } else if (executor instanceof BoltExecutor bolt) {
                bolt.forEachBolt(one -> setCredentials(one, copy));
            }
        }
    }

    private static void setCredentials(Object component, Map<String, String> credentials) {
        if (component instanceof ICredentialsListener listener) {
            listener.setCredentials(credentials);
        }
    }

    /** Sets which percentage of the emits is sent to the event logger, by component id, or by topology id for all. Any thread. */
    public void debug(Map<String, DebugOptions> options) {
        for (ExecutorAgent executor : executors.values()) {
            DebugOptions chosen = options.getOrDefault(executor.componentId(), options.get(submitted.id()));
            executor.eventPercent(chosen != null && chosen.is_enable() ? chosen.get_samplingpct() : 0);
        }
    }

    /** Sets which percentage of trees is traced; 0 turns tracing off. Any thread. */
    public void trace(double percent) {
        executors.values().forEach(executor -> executor.trace(percent));
    }

    /** The executor that keeps the topology's dead letters, if it is here. Any thread. */
    public Optional<BoltExecutor> deadLetterStore() {
        return executors.values().stream().filter(executor -> executor.componentId().equals(SystemTopology.DEAD_LETTER_STORE))
            .map(BoltExecutor.class::cast).findFirst();
    }

    /** Hands a dead letter to its bolt's task again, from where the letters are kept. One thread at a time. */
    public void replay(DeadLetter letter, ReplayListener listener) {
        try {
            if (!letter.is_set_payload()) {
                throw new IllegalArgumentException(letter.is_set_trouble() ? letter.get_trouble() : "it has no values");
            }
            if (letter.get_task() > resolved.maxTask() || !letter.get_component().equals(resolved.component(letter.get_task()))) {
                throw new IllegalArgumentException("the topology has no task " + letter.get_task() + " of component '" + letter.get_component() + "'");
            }
            StreamSource source = resolved.source(letter.get_source(), letter.get_stream());
            if (!deadLetterStore().orElseThrow().replay(letter.get_id(), letter.get_task(), source, letter.get_source_task(),
                    replayed.read(letter.get_payload()), listener)) {
                listener.ended(letter.get_id(), "too many replays wait; ask again later");
            }
        } catch (IllegalArgumentException | UnserializableTupleException e) {
            listener.ended(letter.get_id(), e.getMessage());
        }
    }

    /** Sets how busy the tasks of other workers are. Any thread. */
    public void remoteLoads(Map<Integer, Load> remote) {
        loads.setRemote(remote);
    }

    /** How busy this worker's tasks are, 0 to 1. Any thread. */
    public Map<Integer, Double> loads() {
        Map<Integer, Double> local = new HashMap<>();
        for (int task = 0; task < byTask.length; task++) {
            if (byTask[task] != null) {
                local.put(task, byTask[task].inbox().fill());
            }
        }
        return local;
    }

    private void refreshLoads() {
        loads.setLocal(loads());
        executors.values().forEach(executor -> executor.refreshLoads(loads));
    }

    private void died(String component, Throwable failure) {
        if (stopped.get()) {
            LOG.warn("{} failed while the worker stops", component, failure);
        } else if (firstFailure.compareAndSet(null, failure)) {
            LOG.error("{} failed; the worker ends", component, failure);
            services.onDeath().accept(failure);
        }
    }

    private boolean isDead() {
        return firstFailure.get() != null;
    }

    /** Whether no executor has or does any work at this moment. Any thread; exact only while nothing arrives from outside. */
    public boolean isQuiet() {
        // Work passed from one executor to another could escape a single pass over them. If no round began during two passes that found all
        // of them quiet, all rounds had ended when the second pass began, so what it saw was true of all at once.
        long begun = roundsBegun();
        return eachIsQuiet() && eachIsQuiet() && begun == roundsBegun();
    }

    private boolean eachIsQuiet() {
        return executors.values().stream().allMatch(ExecutorAgent::isQuiet);
    }

    private long roundsBegun() {
        return executors.values().stream().mapToLong(ExecutorAgent::begun).sum();
    }

    /**
     * Stops the spouts, waits until in-flight tuples complete, and ends every executor with {@code cleanup} or {@code close} on
     * its thread. Any thread except the executors'; a second call does nothing.
     *
     * @param drain how long to wait for in-flight tuples
     * @return false if an executor did not end or tuples were still in flight
     */
    public boolean stop(Duration drain) {
        if (!stopped.compareAndSet(false, true)) {
            return true;
        }
        deactivate();
        boolean drained = isDead() || awaitQuiet(threadClock.nanoTime() + drain.toNanos());
        ticker.stop();
        agents.forEach(ExecutorAgent::stopWaiting);
        boolean ended = scheduler.stop(CLOSE_NANOS);
        for (IWorkerHook hook : hooks) {
            try {
                hook.shutdown();
            } catch (RuntimeException e) {
                LOG.warn("the worker hook {} failed in shutdown()", hook, e);
            }
        }
        sharedExecutor.shutdownNow();
        if (!drained || !ended) {
            LOG.warn("{} was stopped before all tuples were processed: {}", submitted.id(),
                !ended ? "an executor did not end" : "tuples were in flight");
        }
        if (lost.get() > 0) {
            LOG.warn("{} batches arrived for tasks that are not in this worker; their tuples time out and are replayed", lost.get());
        }
        return drained && ended;
    }

    private boolean awaitQuiet(long end) {
        while (!isQuiet()) {
            if (threadClock.nanoTime() - end >= 0 || isDead()) {
                return false;
            }
            threadClock.park(this, QUIET_POLL_NANOS);
        }
        return true;
    }
}
