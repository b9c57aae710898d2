// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.DebugOptions;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyEventKind;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.nimbus.ITopologyActionNotifierPlugin;
import org.apache.storm.nimbus.ITopologyValidator;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import org.apache.storm.validation.ConfigNotices;
import org.apache.storm.validation.UnsupportedKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ConfigReader;
import tempest.cluster.OneLine;
import tempest.cluster.SystemTopology;
import tempest.cluster.UserBlob;
import tempest.nimbus.blobs.BlobStorage;
import tempest.nimbus.blobs.LocalBlobStore;
import tempest.nimbus.blobs.UploadFolder;

/**
 * What users tell Nimbus to do with topologies. Called by RPC threads: checks and disk work happen there, decisions on Nimbus's
 * thread. A refused command changes nothing.
 */
final class TopologyActions {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyActions.class);

    private final Map<String, Object> conf;
    private final NimbusConfig config;
    private final RpcGate gate;
    private final Storage storage;
    private final PlugIns plugIns;
    private final TopologySecret secret;
    private final Clock clock;

    /** Where what belongs to topologies is kept. */
    record Storage(StoredTopologies stored, Replication replication, BlobStorage blobs, UploadFolder uploads, KilledTopologies killed) {
    }

    /**
     * Plug-ins; null for none.
     *
     * @param validator may refuse a submission
     * @param notifier  is notified of each action
     * @param credentials adds to what topologies are submitted with; never null
     */
    record PlugIns(ITopologyValidator validator, ITopologyActionNotifierPlugin notifier, TopologyCredentials credentials) {
        private void validate(String name, Map<String, Object> conf, StormTopology topology) throws InvalidTopologyException {
            if (validator != null) {
                validator.validate(name, conf, topology);
            }
        }

        private void tell(String name, String action) {
            if (notifier != null) {
                try {
                    notifier.notify(name, action);
                } catch (RuntimeException e) {
                    LOG.warn("the notifier plug-in failed on {} of {}", action, name, e);
                }
            }
        }
    }

    TopologyActions(Map<String, Object> conf, NimbusConfig config, RpcGate gate, Storage storage, PlugIns plugIns, Clock clock,
                    TopologySecret secret) {
        this.secret = secret;
        this.conf = conf;
        this.config = config;
        this.gate = gate;
        this.storage = storage;
        this.plugIns = plugIns;
        this.clock = clock;
    }

    void submit(String name, String jarLocation, String jsonConf, StormTopology topology, SubmitOptions options) throws TException {
        Submission.checkName(name);
        Map<String, Object> userConf = Submission.userConf(jsonConf);
        userConf.put("topology.name", name);
        gate.permit(ReqContext.context(), "submitTopology", userConf);
        String user = gate.user();
        String owner = user != null ? user : System.getProperty("user.name");
        Submission submission = Submission.of(name, conf, userConf, topology, owner, config.limits());
        secret.addTo(submission.conf(), conf);
        tellOfSettings(name, ConfigNotices.ofTopology(userConf, submission.conf(), topology));
        tellOfClassPath(name, userConf);
        plugIns.validate(name, userConf, topology);
        checkBlobMap(submission.conf(), user);
        checkDependencies(topology, user);
        Path jar = storage.uploads().find(jarLocation);
        if (jar == null && !"local".equals(conf.get("storm.cluster.mode"))) {
            throw new InvalidTopologyException("there is no uploaded jar at '" + OneLine.of(jarLocation)
                + "'; upload it again (an upload expires after " + config.retention().jarExpirySecs() + " s)");
        }
        if (jar != null) {
            checkJar(jar);
        }
        ConfigReader read = new ConfigReader(submission.conf());
        Reservation reservation = gate.lead(leader -> new Reservation(leader, leader.reserve(name)));
        String id = reservation.id();
        boolean committed = false;
        try {
            submission.conf().put("storm.id", id);
            submission.conf().put("topology.submitter.principal", principal());
            RpcGate.run(() -> storage.stored().store(id, jar, submission));
            awaitCopies(id, read);
            StormBase base = base(name, owner, submission, options);
            Credentials given = options != null && options.is_set_creds() ? options.get_creds() : null;
            Credentials credentials = RpcGate.answer(() -> plugIns.credentials().ofSubmission(given, submission.conf(), owner, principal()));
            gate.stillLeading(reservation.leader(), leader -> leader.commit(id, base, submission, credentials));
            committed = true;
        } finally {
            if (!committed) {
                gate.anyway(() -> reservation.leader().withdraw(name, id));
            }
        }
        plugIns.tell(name, "submitTopology");
    }

    /** A name taken within one leadership, and the id that its topology gets. */
    private record Reservation(Leader leader, String id) {
    }

    /** Clients made for Apache Storm do not know what has no effect here. */
    private static void tellOfSettings(String name, ConfigNotices notices) throws InvalidTopologyException {
        notices.told().forEach(line -> LOG.warn("topology {}: {}", name, line));
        if (!notices.refused().isEmpty()) {
            throw new InvalidTopologyException(String.join("; ", notices.refused()));
        }
    }

    /** Who the caller has shown to be; empty where nobody has to. */
    private static String principal() {
        String principal = CallerAccess.principal(ReqContext.context());
        return principal == null ? "" : principal;
    }

    private StormBase base(String name, String owner, Submission submission, SubmitOptions options) {
        boolean inactive = options != null && options.get_initial_status() == TopologyInitialStatus.INACTIVE;
        StormBase base = new StormBase(name, inactive ? TopologyStatus.INACTIVE : TopologyStatus.ACTIVE,
            new ConfigReader(submission.conf()).integer("topology.workers", 1, 1));
        base.set_component_executors(new HashMap<>(SystemTopology.executors(submission.system())));
        base.set_launch_time_secs(clock.secs());
        base.set_owner(owner);
        base.set_principal(principal());
        base.set_component_debug(new HashMap<>());
        base.set_events(List.of(TopologyEvents.of(clock.millis(), TopologyEventKind.SUBMITTED, "submitted", gate.user())));
        Object version = submission.conf().get("topology.version");
        if (version != null) {
            base.set_topology_version(version.toString());
        }
        return base;
    }

    /** Supervisors read all blobs: what the caller may not read must not come to them in a worker's folder. */
    private void checkBlobMap(Map<String, Object> topologyConf, String user) throws TException {
        for (UserBlob blob : UserBlob.of(topologyConf)) {
            if (!storage.blobs().exists(blob.key())) {
                throw new InvalidTopologyException("topology.blobstore.map names blob '" + blob.key()
                    + "', which does not exist; create it first (storm blobstore create)");
            }
            RpcGate.run(() -> storage.blobs().open(blob.key(), user).data().close());
        }
    }

    /** As for those; and jars are deleted with the topology, which its owner must be allowed to do. No topology's own blob is another's dependency. */
    private void checkDependencies(StormTopology topology, String user) throws TException {
        List<String> jars = topology.is_set_dependency_jars() ? topology.get_dependency_jars() : List.of();
        List<String> all = new ArrayList<>(jars);
        all.addAll(topology.is_set_dependency_artifacts() ? topology.get_dependency_artifacts() : List.of());
        for (String key : all) {
            if (!LocalBlobStore.isKey(key) || BlobKeys.topologyId(key) != null || !storage.blobs().exists(key)) {
                throw new InvalidTopologyException("dependency '" + OneLine.of(key) + "' of the topology is no blob that a client uploaded for it;"
                    + " name its file to storm jar (--jars, --artifacts)");
            }
            RpcGate.run(() -> storage.blobs().open(key, user).data().close());
        }
        for (String key : jars) {
            RpcGate.run(() -> storage.blobs().checkDeletion(key, user));
        }
    }

    /** As on Storm the topology runs without it; a topology that needs it should not leave its owner to guess. */
    private void tellOfClassPath(String name, Map<String, Object> topologyConf) {
        Object beginning = topologyConf.get(Submission.CLASSPATH_BEGINNING);
        if (beginning != null && !Submission.allowsClassPathBeginning(conf)) {
            LOG.warn("topology {}: {} is {}; it is left out, since storm.topology.classpath.beginning.enabled is not true on this cluster", name,
                Submission.CLASSPATH_BEGINNING, beginning);
        }
    }

    /** Every supervisor would download it in vain. */
    private static void checkJar(Path jar) throws InvalidTopologyException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            LOG.debug("{} has {} entries", jar, zip.size());
        } catch (IOException e) {
            throw new InvalidTopologyException("what was uploaded is no jar that can be read (" + e.getMessage() + "), " + size(jar)
                + "; give storm jar the file that the build made");
        }
    }

    private static String size(Path file) {
        try {
            return Files.size(file) + " bytes";
        } catch (IOException e) {
            return "of unknown size";
        }
    }

    /** A step of a topology's life that tells what was done and who did it. */
    private Lifecycle.Step told(Topology topology, Lifecycle.Step step, TopologyEventKind kind, String text, String user) {
        return TopologyEvents.told(step, topology.base(), TopologyEvents.of(clock.millis(), kind, text, user));
    }

    void kill(String name, Integer waitSecs) throws TException {
        String user = gate.user();
        change(name, "killTopology", (leader, topology) -> {
            int wait = waitSecs != null ? waitSecs : messageTimeout(topology);
            if (wait < 0) {
                throw new AuthorizationException("a wait of " + wait + " s is not possible");
            }
            boolean first = topology.base().get_status() != TopologyStatus.KILLED;
            Lifecycle.Step step = Lifecycle.kill(topology.base(), wait, clock.millis());
            leader.apply(topology, told(topology, step, TopologyEventKind.KILLED, "killed, wait " + wait + " s", user), "killed, wait " + wait + " s");
            if (first) {
                storage.killed().add(clock.millis(), topology.id, TopologyVisibility.of(topology.base().get_owner(), topology.conf()));
            }
        });
    }

    void activate(String name) throws TException {
        String user = gate.user();
        change(name, "activate", (leader, topology) -> leader.apply(topology,
            told(topology, Lifecycle.activate(topology.base(), name), TopologyEventKind.ACTIVATED, "activated", user), "activated"));
    }

    void deactivate(String name) throws TException {
        String user = gate.user();
        change(name, "deactivate", (leader, topology) -> leader.apply(topology,
            told(topology, Lifecycle.deactivate(topology.base(), name), TopologyEventKind.DEACTIVATED, "deactivated", user), "deactivated"));
    }

    private static int messageTimeout(Topology topology) {
        return new ConfigReader(topology.conf()).integer("topology.message.timeout.secs", 30, 0);
    }

    /** Returns once what it has stored anew would survive the loss of this Nimbus, as a submission does. */
    void rebalance(String name, RebalanceOptions options) throws TException {
        String user = gate.user();
        Map<String, Map<String, Object>> stored = new HashMap<>();
        change(name, "rebalance", (leader, topology) -> {
            if (topology.unavailable() != null) {
                throw new InvalidTopologyException("topology '" + name + "' cannot be rebalanced now: " + topology.unavailable());
            }
            checkRebalance(topology, options);
            int wait = options.is_set_wait_secs() ? options.get_wait_secs() : messageTimeout(topology);
            Lifecycle.Step step = Lifecycle.rebalance(topology.base(), name, options, wait, clock.millis());
            if (redefine(leader, topology, options, user)) {
                stored.put(topology.id, topology.conf());
            }
            leader.apply(topology, told(topology, step, TopologyEventKind.REBALANCED, TopologyEvents.rebalance(topology.base(), options), user),
                "rebalanced, wait " + wait + " s");
        });
        for (Map.Entry<String, Map<String, Object>> one : stored.entrySet()) {
            awaitCopies(one.getKey(), new ConfigReader(one.getValue()));
        }
    }

    private void awaitCopies(String id, ConfigReader read) throws TException {
        RpcGate.run(() -> storage.replication().await(StoredTopologies.keys(id), read.integer("topology.min.replication.count", 1, 1),
            read.integer("topology.max.replication.wait.time.sec", 60, -1)));
    }

    private void checkRebalance(Topology topology, RebalanceOptions options) throws InvalidTopologyException {
        if (options.is_set_wait_secs() && options.get_wait_secs() < 0) {
            throw new InvalidTopologyException("a wait of " + options.get_wait_secs() + " s is not possible");
        }
        if (options.is_set_num_workers() && options.get_num_workers() < 1) {
            throw new InvalidTopologyException(options.get_num_workers() + " workers are not possible; at least 1");
        }
        if (options.is_set_num_workers() && config.limits().slotsPerTopology() >= 0 && options.get_num_workers() > config.limits().slotsPerTopology()) {
            throw new InvalidTopologyException(options.get_num_workers() + " workers are more than this cluster allows a topology: "
                + config.limits().slotsPerTopology());
        }
        if (options.is_set_num_executors()) {
            for (Map.Entry<String, Integer> wanted : options.get_num_executors().entrySet()) {
                if (!SystemTopology.components(topology.layout()).containsKey(wanted.getKey())) {
                    throw new InvalidTopologyException("there is no component '" + wanted.getKey() + "' in topology '" + topology.name()
                        + "'; there are " + SystemTopology.components(topology.layout()).keySet());
                }
                if (wanted.getValue() < 1) {
                    throw new InvalidTopologyException("component '" + wanted.getKey() + "' cannot have " + wanted.getValue()
                        + " executors; at least 1");
                }
            }
        }
    }

    /** Stores changed settings and resources, if there are any; workers take them up when they are rescheduled. */
    private boolean redefine(Leader leader, Topology topology, RebalanceOptions options, String user) throws Exception {
        boolean newConf = options.is_set_topology_conf_overrides() && !options.get_topology_conf_overrides().isBlank();
        boolean newResources = options.is_set_topology_resources_overrides() && !options.get_topology_resources_overrides().isEmpty();
        if (!newConf && !newResources) {
            return false;
        }
        Map<String, Object> nextConf = newConf ? Submission.overridden(topology.conf(), options.get_topology_conf_overrides())
            : topology.conf();
        if (newConf) {
            tellOfSettings(topology.name(), ConfigNotices.of(nextConf, Set.of(UnsupportedKeys.Reader.TOPOLOGY)));
            if (!Submission.allowsClassPathBeginning(conf)) {
                tellOfClassPath(topology.name(), nextConf);
                nextConf.remove(Submission.CLASSPATH_BEGINNING);
            }
            checkBlobMap(nextConf, user);
            secret.addTo(nextConf, conf);
        }
        StormTopology code = storage.stored().code(topology.id);
        if (newResources) {
            code = Submission.withResources(code, options.get_topology_resources_overrides());
            storage.stored().storeCode(topology.id, code);
        }
        if (newConf) {
            storage.stored().storeConf(topology.id, nextConf);
        }
        leader.redefine(topology, nextConf, code);
        return true;
    }

    void credentials(String name, Credentials credentials) throws TException {
        change(name, "uploadNewCredentials", (leader, topology) -> {
            Credentials there = leader.state().credentials().get(topology.id).orElse(null);
            leader.state().credentials().put(topology.id, TopologyCredentials.merged(there, credentials, topology.base().get_owner()));
        });
    }

    void debug(String name, String component, boolean enable, double samplingPercent) throws TException {
        if (samplingPercent < 0 || samplingPercent > 100) {
            throw new AuthorizationException("a sampling percentage of " + samplingPercent + " is not between 0 and 100");
        }
        String user = gate.user();
        change(name, "debug", (leader, topology) -> {
            boolean whole = component == null || component.isEmpty();
            if (!whole && !SystemTopology.components(topology.layout()).containsKey(component)) {
                throw new AuthorizationException("there is no component '" + component + "' in topology '" + name + "'");
            }
            StormBase next = topology.base().deepCopy();
            DebugOptions options = new DebugOptions();
            options.set_enable(enable);
            options.set_samplingpct(samplingPercent);
            next.put_to_component_debug(whole ? topology.id : component, options);
            changed(leader, topology, next, "debug sampling" + (whole ? "" : " of " + component) + (enable ? " of " + samplingPercent + " %" : " stopped"), user);
        });
    }

    /** Stores a topology's settings with what was done to them. */
    private void changed(Leader leader, Topology topology, StormBase next, String text, String user) {
        StormBase told = TopologyEvents.plus(next, TopologyEvents.of(clock.millis(), TopologyEventKind.CHANGED, text, user));
        leader.state().topologies().put(topology.id, told);
        topology.become(told);
    }

    void trace(String id, double percent) throws TException {
        if (!(percent >= 0 && percent <= 100)) {
            throw new AuthorizationException("a trace rate of " + percent + " % is not between 0 and 100");
        }
        String user = gate.user();
        changeAny(id, "debug", (leader, topology) -> {
            StormBase next = topology.base().deepCopy();
            next.set_trace_percent(percent);
            changed(leader, topology, next, "tracing of " + percent + " %", user);
            LOG.info("topology {}: {} % of the trees are traced", topology.id, percent);
        });
    }

    void logLevels(String idOrName, LogConfig change) throws TException {
        String user = gate.user();
        changeAny(idOrName, "setLogConfig", (leader, topology) -> {
            LogConfig next = leader.state().logConfigs().get(topology.id).orElseGet(LogConfig::new);
            if (next.is_set_named_logger_level()) {
                next.get_named_logger_level().values().forEach(level -> level.set_action(LogLevelAction.UNCHANGED));
            } else {
                next.set_named_logger_level(new HashMap<>());
            }
            if (change.is_set_named_logger_level()) {
                change.get_named_logger_level().forEach((logger, level) -> merge(next.get_named_logger_level(), logger, level));
            }
            leader.state().logConfigs().put(topology.id, next);
            changed(leader, topology, topology.base(), TopologyEvents.logLevels(change), user);
        });
    }

    private void merge(Map<String, LogLevel> levels, String logger, LogLevel change) {
        if (change.get_action() == LogLevelAction.REMOVE) {
            levels.remove(logger);
        } else if (change.get_action() == LogLevelAction.UPDATE) {
            LogLevel level = change.deepCopy();
            if (level.get_reset_log_level_timeout_secs() > 0) {
                level.set_reset_log_level_timeout_epoch(clock.millis() + level.get_reset_log_level_timeout_secs() * 1000L);
            } else {
                level.unset_reset_log_level_timeout_epoch();
            }
            levels.put(logger, level);
        }
    }

    void profile(String id, ProfileRequest request) throws TException {
        changeAny(id, "setWorkerProfiler", (leader, topology) ->
            leader.state().profileRequests(topology.id).put(ClusterState.profileKey(request), request));
    }

    @FunctionalInterface
    private interface Change {
        void on(Leader leader, Topology topology) throws Exception;
    }

    private void change(String name, String operation, Change change) throws TException {
        ReqContext caller = ReqContext.context();
        gate.leading(leader -> on(caller, leader, leader.named(name), operation, change));
        plugIns.tell(name, operation);
    }

    private void changeAny(String idOrName, String operation, Change change) throws TException {
        ReqContext caller = ReqContext.context();
        gate.leading(leader -> {
            List<Topology> byId = leader.topologies().stream().filter(topology -> topology.id.equals(idOrName)).toList();
            on(caller, leader, byId.isEmpty() ? leader.named(idOrName) : byId.get(0), operation, change);
        });
    }

    private void on(ReqContext caller, Leader leader, Topology topology, String operation, Change change) throws Exception {
        gate.permit(caller, operation, topology.conf());
        change.on(leader, topology);
    }
}
