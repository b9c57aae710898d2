// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.ITopologyActionNotifierPlugin;
import org.apache.storm.nimbus.ITopologyValidator;
import org.apache.storm.scheduler.INimbus;
import org.apache.storm.scheduler.IScheduler;
import org.apache.storm.scheduler.blacklist.BlacklistScheduler;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.utils.VersionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ConfigReader;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.HostPort;
import tempest.cluster.LeaderElection;
import tempest.cluster.LeadershipLostException;
import tempest.cluster.LocalLayout;
import tempest.cluster.Mailbox;
import tempest.cluster.MailboxThread;
import tempest.cluster.PlugIn;
import tempest.cluster.Secrets;
import tempest.cluster.Table;
import tempest.cluster.metrics.PrometheusText;
import tempest.nimbus.blobs.BlobTransfers;
import tempest.nimbus.blobs.BlobStorage;
import tempest.nimbus.blobs.UploadFolder;
import tempest.rpc.TempestNimbus;

/**
 * A Nimbus, in a process of its own or inside another. Constructed, started and closed by one thread. It does not own the shared
 * state it is given and never closes it.
 */
public final class Nimbus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nimbus.class);

    private static final long RETRY_MILLIS = 1000;
    private static final long LAST_SAVE_SECS = 3;

    private final Map<String, Object> conf;
    private final NimbusConfig config;
    private final ClusterState state;
    private final Clock clock;
    private final long startedNanos;
    private final Mailbox mailbox;
    private final MailboxThread thread;
    private final Scheduling scheduling;
    private final Leadership leadership;
    private final CleanUp cleanUp;
    private final BlobStorage blobs;
    private final BlobMirror mirror;
    private final HistoryKeeper history;
    private final NimbusService service;
    private final NimbusMetrics metrics;
    private final ClusterMetricsPublisher clusterMetrics;
    private final ITopologyActionNotifierPlugin notifier;
    private final TopologyCredentials credentials;
    private final AssignmentsCopy assignmentsCopy;
    private final WorkerMetricStore workerMetrics;
    /** Null for a Nimbus within a process that serves no network. */
    private final NimbusPorts server;
    private final int tlsPort;
    private final HostPort self;
    private Table.Presence<NimbusSummary> presence;
    private final Overrides overrides;
    private final FatalErrorHandler fatal;
    private volatile LeaderElection election;
    private boolean handedOver;
    /** To lead, so far; Nimbus's thread only. */
    private int attempts;

    /** Whether a Nimbus can be reached from outside its process. */
    public enum Reach { NETWORK, PROCESS }

    /**
     * What somebody's own code stands in for; null where our own does the work.
     *
     * @param slots   which slots schedulers may use
     * @param blobs   where blobs are kept
     * @param elector who leads
     * @param groups  which groups users are in
     */
    public record Overrides(INimbus slots, BlobStore blobs, ILeaderElector elector, IGroupMappingServiceProvider groups) {
        public static final Overrides NONE = new Overrides(null, null, null, null);
    }

    /** One that serves on {@code nimbus.thrift.port}; 0 takes any free port. */
    public Nimbus(Map<String, Object> conf, ClusterState state, Clock clock) throws IOException {
        this(conf, state, clock, Reach.NETWORK);
    }

    /**
     * Puts the parts together and, with {@link Reach#NETWORK}, takes the port; nothing runs before {@link #start}.
     *
     * @throws IOException              if the local folders cannot be used
     * @throws IllegalArgumentException if a setting is wrong
     */
    public Nimbus(Map<String, Object> conf, ClusterState state, Clock clock, Reach reach) throws IOException {
        this(conf, state, clock, reach, Overrides.NONE, FatalErrorHandler.logging("nimbus"));
    }

    /**
     * As above.
     *
     * @param plugs somebody's own code in some places
     * @param fatal what to do about an error in one of its threads
     */
    public Nimbus(Map<String, Object> conf, ClusterState state, Clock clock, Reach reach, Overrides overrides, FatalErrorHandler fatal)
            throws IOException {
        this.overrides = overrides;
        this.fatal = fatal;
        this.conf = conf;
        this.config = NimbusConfig.of(conf);
        this.state = state;
        this.clock = clock;
        this.startedNanos = clock.nanoTime();
        LocalLayout layout = LocalLayout.of(conf);
        LateBoundService lateBound = new LateBoundService();
        this.server = reach == Reach.NETWORK
            ? new NimbusPorts(conf, fatal.guard(new TempestNimbus.Processor<>(lateBound.iface()))) : null;
        this.tlsPort = new ConfigReader(conf).port("nimbus.thrift.tls.port", 0);
        this.self = new HostPort(config.host(), server != null ? server.port() : new ConfigReader(conf).port("nimbus.thrift.port", 6627));
        this.mailbox = new Mailbox(clock);
        this.thread = new MailboxThread("nimbus", mailbox, fatal);
        IGroupMappingServiceProvider groups = overrides.groups() != null ? overrides.groups() : ClientAuthUtils.getGroupMappingServiceProviderPlugin(conf);
        this.blobs = BlobStoreChoice.of(conf, overrides.blobs(), new BlobStoreChoice.Place(config.access().acl(groups), layout, self,
            overrides.elector() != null ? overrides.elector() : new ElectionView(() -> election, state), clock));
        BlobTransfers transfers = new BlobTransfers(blobs, clock, config.blobs().chunkBytes(), config.retention().transferExpirySecs());
        UploadFolder uploads = new UploadFolder(layout.nimbusInbox(), clock, config.retention().uploadExpirySecs());
        StoredTopologies stored = new StoredTopologies(blobs, state, self, clock, config.blobs().copies());
        this.scheduling = scheduling(conf, layout);
        this.leadership = new Leadership(new Leader.Parts(config.liveness(), stored, mailbox, clock, scheduling, Secrets.of(conf)));
        this.cleanUp = new CleanUp(config.retention(), blobs, transfers, uploads, stored, clock);
        this.mirror = new BlobMirror(state, blobs, stored, new NimbusPeers(conf), self, clock, config.retention().blobDeletionDelayMs(), fatal);
        this.history = new HistoryKeeper(stored, blobs, mailbox, clock, fatal);

        ITopologyValidator validator = PlugIn.of(config.plugIns().validator(), "nimbus.topology.validator", ITopologyValidator.class);
        if (validator != null) {
            validator.prepare(conf);
        }
        this.notifier = PlugIn.of(config.plugIns().notifier(), "nimbus.topology.action.notifier.plugin.class", ITopologyActionNotifierPlugin.class);
        if (notifier != null) {
            notifier.prepare(conf);
        }
        this.credentials = new TopologyCredentials(conf, mailbox, fatal);
        this.assignmentsCopy = new AssignmentsCopy(conf);
        this.workerMetrics = new WorkerMetricStore(conf);
        KilledTopologies killed = new KilledTopologies(layout.nimbusHistory());
        RpcGate gate = new RpcGate(mailbox, leadership, CallerAccess.of(conf), this::whereTheLeaderIs);
        this.metrics = new NimbusMetrics(gate, state, clock);
        StatusQueries queries = new StatusQueries(conf, gate, state, stored, killed, new TopologyVisibility(groups, config.access()), clock);
        this.clusterMetrics = new ClusterMetricsPublisher(conf, queries::cluster, clock, fatal);
        this.service = new NimbusService(conf, gate,
            new TopologyActions(conf, config, gate, new TopologyActions.Storage(stored, new Replication(state, blobs, clock, config.blobs().copies()), blobs, uploads, killed),
                new TopologyActions.PlugIns(validator, notifier, credentials), clock, new TopologySecret(new SecureRandom())),
            queries,
            new BlobCalls(gate, state, stored, blobs, transfers, uploads), workerMetrics, new DeadLetterCalls(gate, state, clock));
        lateBound.become(service);
    }

    private Scheduling scheduling(Map<String, Object> conf, LocalLayout layout) {
        INimbus slots = overrides.slots() == null ? new AllSlots() : overrides.slots();
        slots.prepare(conf, layout.nimbusScheduler().toString());
        IScheduler forced = slots.getForcedScheduler();
        IScheduler scheduler = forced != null ? forced : PlugIn.of(config.plugIns().scheduler(), "storm.scheduler", IScheduler.class);
        return new Scheduling(conf, slots, new BlacklistScheduler(scheduler), new StormMetricsRegistry());
    }

    /** Serves, and takes part in the election. Returns at once; {@link #isLeading} tells when it can be used. */
    public void start() {
        thread.start();
        mailbox.execute(() -> {
            mailbox.every(TimeUnit.SECONDS.toMillis(config.liveness().monitorSecs()), this::renewPresence);
            mailbox.every(TimeUnit.SECONDS.toMillis(config.retention().cleanupSecs()), this::cleanUp);
            mailbox.every(TimeUnit.SECONDS.toMillis(config.retention().historySecs()), () -> leadership.current().ifPresent(history::save));
            mailbox.every(TimeUnit.SECONDS.toMillis(credentials.everySecs()), () -> leadership.current().ifPresent(credentials::renew));
        });
        if (server != null) {
            server.serve(fatal);
        }
        clusterMetrics.start(this::isLeading);
        presence = state.nimbuses().announce(self.toString(), summary(false));
        election = election();
        assignmentsCopy.start(state);
        blobs.start();
        if (server != null && !blobs.isShared()) {
            // Without a network there is no other Nimbus to stand in for, and from a store that all share there is nothing to copy.
            mirror.start(config.blobs().syncSecs(), election::isLeader, key -> mailbox.execute(() -> blobCame(key)));
        }
        election.start(new LeaderElection.Listener() {
            @Override
            public void won() {
                mailbox.execute(() -> lead());
            }

            @Override
            public void lost() {
                mailbox.execute(() -> {
                    leadership.end();
                    renewPresence();
                });
            }
        });
    }

    private LeaderElection election() {
        ILeaderElector elector = overrides.elector();
        if (elector == null) {
            return state.election(self);
        }
        elector.prepare(conf);
        return new PluggedElection(elector, fatal);
    }

    private void lead() {
        if (!election.isLeader() || leadership.current().isPresent()) {
            return;
        }
        try {
            int attempt = ++attempts;
            leadership.begin(state.beginEpoch(self, election, () -> mailbox.execute(() -> refused(attempt))));
            mirror.lookSoon();
            leadership.current().ifPresent(history::load);
            cleanUp();
        } catch (LeadershipLostException e) {
            LOG.info("leadership was won and lost again: {}", e.getMessage());
            leadership.end();
            mailbox.after(RETRY_MILLIS, this::lead);
        } catch (RuntimeException e) {
            LOG.error("leadership could not be taken up; trying again in {} ms", RETRY_MILLIS, e);
            leadership.end();
            mailbox.after(RETRY_MILLIS, this::lead);
        }
        renewPresence();
    }

    private void blobCame(String key) {
        leadership.current().ifPresent(leader -> {
            if (BlobKeys.isHistory(key)) {
                history.load(leader, BlobKeys.topologyId(key));
            } else {
                leader.scheduleSoon();
            }
        });
    }

    /** A write showed that another Nimbus leads, whatever the election says here: it may be behind, or it must begin again. */
    private void refused(int attempt) {
        if (attempt == attempts && leadership.current().isPresent()) {
            LOG.warn("another Nimbus has begun to lead; this one stands down");
            leadership.end();
            renewPresence();
            mailbox.after(RETRY_MILLIS, this::lead);
        }
    }

    private void renewPresence() {
        presence.update(summary(leadership.current().isPresent()));
    }

    private void cleanUp() {
        cleanUp.local();
        leadership.current().ifPresent(leader -> cleanUp.shared(leader.state(), leader.livingOrComing()));
    }

    private NimbusSummary summary(boolean leads) {
        NimbusSummary summary = new NimbusSummary(self.host(), self.port(),
            (int) TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime() - startedNanos), leads, VersionInfo.getVersion());
        if (tlsPort > 0) {
            summary.set_tlsPort(tlsPort);
        }
        return summary;
    }

    private String whereTheLeaderIs() {
        Map<String, NimbusSummary> announced = state.nimbuses().all();
        return state.latestLeader().filter(latest -> announced.containsKey(latest.toString()) && announced.get(latest.toString()).is_isLeader())
            .map(latest -> "the leader is " + latest).orElse("none is elected at the moment");
    }

    /** Whether it leads and accepts commands; false once it is closed. Any thread. */
    public boolean isLeading() {
        return mailbox.call(() -> leadership.current().isPresent()).exceptionally(closed -> false).join();
    }

    /** Its remote calls, for callers in the same process. Any thread. */
    public TempestNimbus.Iface iface() {
        return service;
    }

    /** What it tells Prometheus. Any thread. */
    public PrometheusText metrics() {
        return metrics.get();
    }

    /** The port it serves on, or would. */
    public int port() {
        return self.port();
    }

    /**
     * Stores, if it leads, the figures of topologies for the next leader. Called once, before the shared state is closed; waits for some seconds at most, so a
     * shared state that does not answer holds up nobody. {@link #close} does it where nobody has. Not thread-safe.
     */
    public void handOver() {
        if (election != null && !handedOver) {
            mailbox.execute(() -> leadership.current().ifPresent(history::save));
            // Done once this is answered; a thread that hangs is not waited for.
            mailbox.call(() -> true).exceptionally(closed -> false).completeOnTimeout(false, LAST_SAVE_SECS, TimeUnit.SECONDS).join();
            history.await(LAST_SAVE_SECS);
        }
        handedOver = true;
    }

    /** Leaves the election first, so that another takes over at once. Topologies run on. */
    @Override
    public void close() {
        handOver();
        if (server != null) {
            server.close();
        }
        mirror.close();
        history.close();
        if (election != null) {
            election.close();
        }
        thread.close();
        if (presence != null) {
            presence.close();
        }
        credentials.close();
        assignmentsCopy.close();
        workerMetrics.close();
        blobs.close();
        clusterMetrics.close();
        scheduling.close();
        if (notifier != null) {
            notifier.cleanup();
        }
    }
}
