// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.Mailbox;
import tempest.cluster.MailboxThread;
import tempest.cluster.Table;

/**
 * A worker's control thread: applies changes of the shared state, and the passing of time, to the worker. Everything in it
 * happens on that one thread, except start and close, which its worker calls.
 */
final class WorkerControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerControl.class);
    /** Spouts wait this long for peers that do not answer; then batches wait for them instead. */
    private static final Duration PEERS_WAIT = Duration.ofSeconds(30);
    /** What the supervisor knew of the topology's status counts only if the shared state has not told within this time. */
    private static final Duration STATUS_WAIT = Duration.ofSeconds(3);
    private static final long TICK_MILLIS = 1000;

    private final WorkerRuntime worker;
    private final String topologyId;
    private final boolean localMode;
    private final ClusterState state;
    private final Clock clock;
    private final Mailbox mailbox;
    private final MailboxThread thread;
    private final LogLevels logLevels = new LogLevels();
    private final Profiler profiler;
    private final ProfileRequests profileRequests;
    private final DeadLetterReplays replays;
    private final List<Table.Watch> watches = new ArrayList<>();
    private final StateRefresh refresh;
    private final StateRefresh.Periods periods;
    private final Optional<StormBase> known;
    private boolean told;
    private boolean connected;
    private TopologyStatus status;
    private boolean active;

    /** @param known what the supervisor knew of the topology; empty if the shared state is to be waited for */
    WorkerControl(WorkerRuntime worker, WorkerSpec spec, WorkerSettings settings, ClusterState state, Clock clock, String host,
                  Optional<StormBase> known, Thread.UncaughtExceptionHandler fatal) {
        this.worker = worker;
        this.topologyId = spec.topologyId();
        this.localMode = settings.localMode();
        this.state = state;
        this.clock = clock;
        this.known = known;
        this.mailbox = new Mailbox(clock);
        this.thread = new MailboxThread("control-" + spec.slot().port(), mailbox, fatal);
        this.refresh = new StateRefresh(topologyId, spec.slot().port(), fatal);
        this.periods = settings.refresh();
        Path folder = spec.layout().workerArtifacts(topologyId, spec.slot().port());
        this.profiler = new Profiler(folder, ProcessHandle.current().pid(), settings.profilerCommand());
        this.profileRequests = new ProfileRequests(spec.slot(), host, state.profileRequests(topologyId), profiler,
            () -> worker.end(Ending.RESTART_ASKED));
        this.replays = new DeadLetterReplays(state.deadLetters(topologyId), (letter, ended) -> worker.engine().replay(letter, ended), this::replayed);
    }

    /** @param peersReachable completes when every peer has answered */
    void start(CompletableFuture<Void> peersReachable) {
        thread.start();
        mailbox.execute(() -> {
            mailbox.every(TICK_MILLIS, this::tick);
            mailbox.after(PEERS_WAIT.toMillis(), () -> connected("not every peer has answered within " + PEERS_WAIT.toSeconds() + " s"));
        });
        mailbox.execute(() -> known.ifPresent(base -> mailbox.after(STATUS_WAIT.toMillis(), () -> begin(base))));
        peersReachable.whenComplete((done, error) -> mailbox.execute(() -> connected("all peers answer")));
        watches.add(state.topologies().watch(topologyId, base -> mailbox.execute(() -> {
            told = true;
            changed(base);
        })));
        follow(state.assignments(), periods.assignment(), latest -> latest.ifPresent(worker::reassigned));
        follow(state.credentials(), periods.credentials(), latest -> worker.credentials().update(latest, worker.engine()::credentials));
        if (!localMode) {
            follow(state.logConfigs(), periods.logLevels(), this::levels);
        }
        refresh.start();
        watches.add(state.profileRequests(topologyId).watchAll(
            (key, request) -> mailbox.execute(() -> profileRequests.changed(key, request, clock.millis()))));
        if (worker.engine().deadLetterStore().isPresent()) {
            watches.add(state.deadLetters(topologyId).watchAll((key, letter) -> mailbox.execute(() -> replays.changed(letter))));
        }
    }

    /** Applies an entry whenever it changes, and once in a while even if nothing is told. */
    private <V> void follow(Table<V> table, int everySecs, Consumer<Optional<V>> apply) {
        AtomicLong notices = new AtomicLong();
        watches.add(table.watch(topologyId, latest -> {
            notices.incrementAndGet();
            mailbox.execute(() -> apply.accept(latest));
        }));
        refresh.every(everySecs, table, notices::get, (before, latest) -> mailbox.execute(() -> {
            if (notices.get() == before) {
                apply.accept(latest);
            }
        }));
    }

    private void replayed(long letter, String trouble) {
        mailbox.execute(() -> replays.ended(letter, trouble));
    }

    private void begin(StormBase base) {
        if (!told) {
            LOG.warn("ZooKeeper does not answer: topology {} goes on as {}, as the supervisor last knew it", topologyId, base.get_status());
            changed(Optional.of(base));
        }
    }

    private void tick() {
        worker.exchangeLoads();
        if (status == TopologyStatus.REBALANCING) {
            // Nimbus moves once nothing is in flight, and goes on once all workers are up; it learns of both by heartbeats.
            worker.beatSoon();
        }
        profileRequests.expire(clock.millis());
        if (!localMode) {
            logLevels.expire(clock.millis());
        }
    }

    private void levels(Optional<LogConfig> latest) {
        logLevels.apply(latest, clock.millis());
    }

    private void connected(String why) {
        if (!connected) {
            connected = true;
            LOG.info("Ready for spouts: {}", why);
            applyStatus();
        }
    }

    private void changed(Optional<StormBase> base) {
        status = base.map(StormBase::get_status).orElse(null);
        worker.engine().trace(base.filter(StormBase::is_set_trace_percent).map(StormBase::get_trace_percent).orElse(0.0));
        worker.engine().debug(base.map(StormBase::get_component_debug).orElse(Map.of()));
        applyStatus();
    }

    /** Spouts emit if the topology is active and whom they emit to can be reached. */
    private void applyStatus() {
        boolean wanted = connected && status == TopologyStatus.ACTIVE;
        if (wanted != active) {
            active = wanted;
            LOG.info("Topology {} is {}: {} spouts", topologyId, status, wanted ? "activating" : "deactivating");
            if (wanted) {
                worker.engine().activate();
            } else {
                worker.engine().deactivate();
            }
        }
    }

    @Override
    public void close() {
        watches.forEach(Table.Watch::close);
        refresh.close();
        thread.close();
        profiler.close();
    }
}
