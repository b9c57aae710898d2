// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.generated.Credentials;
import org.apache.storm.security.INimbusCredentialPlugin;
import org.apache.storm.security.auth.ICredentialsRenewer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.Mailbox;
import tempest.cluster.PlugIn;

/**
 * What Nimbus itself does about topologies' credentials: plug-ins add to those that a topology is submitted with, and renewers keep those of running
 * topologies valid; workers watch the result in the shared state. Submissions call it on RPC threads and the leader on Nimbus's; the renewers, which
 * may wait for other systems, are called on a thread of its own. It never takes back what somebody pushed while a renewer was at work.
 */
final class TopologyCredentials implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyCredentials.class);

    private final Map<String, Object> conf;
    private final Mailbox mailbox;
    private final FatalErrorHandler fatal;
    private final int everySecs;
    private final List<INimbusCredentialPlugin> plugins = new ArrayList<>();
    private final List<ICredentialsRenewer> renewers = new ArrayList<>();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "nimbus-credentials");
        made.setDaemon(true);
        return made;
    });

    /**
     * Makes and prepares the plug-ins that the configuration names.
     *
     * @throws IllegalArgumentException if one of them is no such class
     */
    TopologyCredentials(Map<String, Object> conf, Mailbox mailbox, FatalErrorHandler fatal) {
        this.conf = conf;
        this.mailbox = mailbox;
        this.fatal = fatal;
        ConfigReader read = new ConfigReader(conf);
        everySecs = read.integer(DaemonConfig.NIMBUS_CREDENTIAL_RENEW_FREQ_SECS, 600, 1);
        for (String name : read.texts(Config.NIMBUS_AUTO_CRED_PLUGINS, List.of())) {
            INimbusCredentialPlugin plugin = PlugIn.of(name, Config.NIMBUS_AUTO_CRED_PLUGINS, INimbusCredentialPlugin.class);
            plugin.prepare(conf);
            plugins.add(plugin);
        }
        for (String name : read.texts(Config.NIMBUS_CREDENTIAL_RENEWERS, List.of())) {
            ICredentialsRenewer renewer = PlugIn.of(name, Config.NIMBUS_CREDENTIAL_RENEWERS, ICredentialsRenewer.class);
            renewer.prepare(conf);
            renewers.add(renewer);
        }
    }

    /** The pause between two renewals. */
    int everySecs() {
        return everySecs;
    }

    /**
     * What a topology is submitted with, and what the plug-ins add. One plug-in at a time: they were not made for several threads.
     *
     * @param given null for none
     * @return null for none
     * @throws IllegalStateException if a plug-in fails: a topology without its credentials would fail later, and elsewhere
     */
    synchronized Credentials ofSubmission(Credentials given, Map<String, Object> topologyConf, String owner, String principal) {
        Map<String, String> all = given == null ? new HashMap<>() : new HashMap<>(given.get_creds());
        for (INimbusCredentialPlugin plugin : plugins) {
            try {
                plugin.populateCredentials(all, topologyConf, principal);
            } catch (RuntimeException | LinkageError e) {
                throw new IllegalStateException(plugin.getClass().getName() + " (" + Config.NIMBUS_AUTO_CRED_PLUGINS + ") gives topology "
                    + topologyConf.get(Config.TOPOLOGY_NAME) + " no credentials: " + e, e);
            }
        }
        if (given == null && all.isEmpty()) {
            return null;
        }
        Credentials credentials = given == null ? new Credentials() : given.deepCopy();
        credentials.set_creds(all);
        credentials.set_topoOwner(owner);
        return credentials;
    }

    /** What was pushed, over what is there: credentials that Nimbus added are not lost. */
    static Credentials merged(Credentials there, Credentials pushed, String owner) {
        Credentials merged = pushed.deepCopy();
        if (there != null) {
            Map<String, String> all = new HashMap<>(there.get_creds());
            all.putAll(pushed.get_creds());
            merged.set_creds(all);
        }
        merged.set_topoOwner(owner);
        return merged;
    }

    private record Running(String id, Map<String, Object> conf, String principal) {
    }

    /** Begins to renew the credentials of all topologies, unless the last renewal goes on. Nimbus's thread. */
    void renew(Leader leader) {
        if (renewers.isEmpty()) {
            return;
        }
        if (!renewing.compareAndSet(false, true)) {
            LOG.warn("credentials are not renewed again yet: the renewal that began {} s ago goes on", everySecs);
            return;
        }
        List<Running> running = leader.topologies().stream().filter(topology -> topology.unavailable() == null)
            .map(topology -> new Running(topology.id, topology.conf(), topology.base().get_principal())).toList();
        thread.execute(fatal.guard(() -> {
            List<Runnable> changes = new ArrayList<>();
            try {
                running.forEach(topology -> renew(leader, topology, changes));
            } finally {
                renewing.set(false);
            }
            changes.forEach(mailbox::execute);
        }));
    }

    /** @param changes gets what is to be done on Nimbus's thread */
    private void renew(Leader leader, Running topology, List<Runnable> changes) {
        Map<String, String> before;
        try {
            before = leader.state().credentials().get(topology.id()).map(Credentials::get_creds).orElse(null);
        } catch (RuntimeException e) {
            LOG.warn("the credentials of topology {} are not renewed now: {}", topology.id(), e.toString());
            return;
        }
        if (before == null) {
            return;
        }
        Map<String, String> after = new HashMap<>(before);
        Map<String, Object> merged = new HashMap<>(conf);
        merged.putAll(topology.conf());
        for (ICredentialsRenewer renewer : renewers) {
            Map<String, String> tried = new HashMap<>(after);
            try {
                renewer.renew(tried, merged, topology.principal());
                after = tried;
            } catch (RuntimeException | LinkageError e) {
                LOG.error("{} does not renew the credentials of topology {}", renewer.getClass().getName(), topology.id(), e);
            }
        }
        if (!after.equals(before)) {
            Map<String, String> renewed = after;
            changes.add(() -> store(leader, topology.id(), before, renewed));
        }
    }

    /** Takes over what a renewal changed, but for what somebody else has changed since. Nimbus's thread. */
    private static void store(Leader leader, String id, Map<String, String> before, Map<String, String> after) {
        Credentials now = leader.state().credentials().get(id).orElse(null);
        if (now == null || leader.topologies().stream().noneMatch(topology -> topology.id.equals(id))) {
            return;
        }
        Map<String, String> next = new HashMap<>(now.get_creds());
        Set<String> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            if (!Objects.equals(before.get(key), after.get(key)) && Objects.equals(before.get(key), next.get(key))) {
                if (after.containsKey(key)) {
                    next.put(key, after.get(key));
                } else {
                    next.remove(key);
                }
            }
        }
        if (!next.equals(now.get_creds())) {
            Credentials renewed = now.deepCopy();
            renewed.set_creds(next);
            leader.state().credentials().put(id, renewed);
            LOG.info("the credentials of topology {} are renewed", id);
        }
    }

    /** Ends the plug-ins. A renewer that is at work is interrupted. */
    @Override
    public void close() {
        thread.shutdownNow();
        for (INimbusCredentialPlugin plugin : plugins) {
            try {
                plugin.shutdown();
            } catch (RuntimeException e) {
                LOG.warn("{} failed as it was shut down", plugin.getClass().getName(), e);
            }
        }
    }
}
