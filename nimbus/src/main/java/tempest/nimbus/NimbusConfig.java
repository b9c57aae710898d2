// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import tempest.cluster.BindAddress;
import tempest.cluster.ConfigReader;
import tempest.nimbus.blobs.BlobAcl;

/**
 * Nimbus's settings, parsed once, by what they are about. Immutable.
 *
 * @param host the name under which clients and workers reach it
 */
record NimbusConfig(String host, Liveness liveness, Retention retention, Blobs blobs, Limits limits, PlugIns plugIns, Access access) {

    static NimbusConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        return new NimbusConfig(host(conf, read), Liveness.of(read, conf), Retention.of(read), Blobs.of(read), Limits.of(read), PlugIns.of(read),
            Access.of(read));
    }

    /**
     * Who counts as alive, and how often that is looked at.
     *
     * @param monitorSecs           pause between regular scheduling rounds
     * @param taskTimeoutSecs       a worker that is silent for this long is dead
     * @param taskLaunchSecs        a worker that has just been assigned may be silent for this long
     * @param supervisorTimeoutSecs a supervisor that is neither announced nor heard of for this long is gone
     * @param leaderSessionSecs     a leader that is silent for this long is followed by another
     * @param recovery              makes what a leadership knows of the workers that it takes over
     */
    record Liveness(int monitorSecs, int taskTimeoutSecs, int taskLaunchSecs, int supervisorTimeoutSecs, int leaderSessionSecs, Supplier<HeartbeatRecovery> recovery) {
        private static Liveness of(ConfigReader read, Map<String, Object> conf) {
            HeartbeatRecovery.of(conf); // a class that cannot be used is told now, not when leadership comes
            return new Liveness(read.integer("nimbus.monitor.freq.secs", 10, 1), read.integer("nimbus.task.timeout.secs", 30, 1),
                read.integer("nimbus.task.launch.secs", 120, 1), read.integer("nimbus.supervisor.timeout.secs", 60, 1),
                read.integer("nimbus.leader.session.timeout", 6000, 1) / 1000, () -> HeartbeatRecovery.of(conf));
        }
    }

    /**
     * How long things that nobody uses are kept.
     *
     * @param cleanupSecs         pause between two clean-ups
     * @param jarExpirySecs       how long an uploaded jar waits for its submission
     * @param uploadExpirySecs    how long an upload may be idle
     * @param transferExpirySecs  how long a blob transfer may be idle
     * @param blobDeletionDelayMs how long a blob without a topology stays, in case the topology is about to come
     * @param historySecs         how often the series of topologies are stored for the next leader
     */
    record Retention(int cleanupSecs, int jarExpirySecs, int uploadExpirySecs, int transferExpirySecs, int blobDeletionDelayMs, int historySecs) {
        private static Retention of(ConfigReader read) {
            return new Retention(read.integer("nimbus.cleanup.inbox.freq.secs", 600, 1), read.integer("nimbus.inbox.jar.expiration.secs", 3600, 1),
                read.integer("nimbus.file.copy.expiration.secs", 600, 1), read.integer("nimbus.blobstore.expiration.secs", 600, 1),
                read.integer("nimbus.topology.blobstore.deletion.delay.ms", 300_000, 0), read.integer("nimbus.history.save.secs", 300, 1));
        }
    }

    /**
     * How blobs travel.
     *
     * @param chunkBytes size of a downloaded chunk
     * @param syncSecs   how often a Nimbus compares all its blobs with what others hold; changes are told at once
     * @param copies     on how many Nimbuses a blob is kept
     */
    record Blobs(int chunkBytes, int syncSecs, int copies) {
        private static Blobs of(ConfigReader read) {
            return new Blobs(read.integer("storm.blobstore.inputstream.buffer.size.bytes", 65_536, 1),
                read.integer("nimbus.code.sync.freq.secs", 120, 1), read.integer("storm.blobstore.replication.factor", 3, 1));
        }
    }

    /**
     * How large a topology may be; -1 for no limit. What one submission asks for must not take Nimbus from all others.
     *
     * @param executorsPerTopology most executors, 20,000 unless set
     * @param slotsPerTopology     most workers
     */
    record Limits(int executorsPerTopology, int slotsPerTopology) {
        private static final int DEFAULT_EXECUTORS = 20_000;

        private static Limits of(ConfigReader read) {
            return new Limits(read.integer("nimbus.executors.perTopology", DEFAULT_EXECUTORS, -1), read.integer("nimbus.slots.perTopology", -1, -1));
        }
    }

    /** Names of classes that stand in for our own; null for none. There is always a scheduler. */
    record PlugIns(String scheduler, String validator, String notifier) {
        private static PlugIns of(ConfigReader read) {
            return new PlugIns(read.text("storm.scheduler", "org.apache.storm.scheduler.DefaultScheduler"),
                read.text("nimbus.topology.validator", null), read.text("nimbus.topology.action.notifier.plugin.class", null));
        }
    }

    /**
     * Who may do what with blobs.
     *
     * @param aclsEnforced whether blobs' access lists count: if the operator says so, or if callers are both known and judged
     * @param admins       users who may do everything
     * @param adminGroups  groups whose members may
     * @param readers      users who may read everything: supervisors, and other Nimbuses
     */
    record Access(boolean aclsEnforced, Set<String> admins, Set<String> adminGroups, Set<String> readers) {
        private static final String SIMPLE = "org.apache.storm.security.auth.SimpleTransportPlugin";
        private static final String NOOP = "org.apache.storm.security.auth.authorizer.NoopAuthorizer";

        private static Access of(ConfigReader read) {
            String authorizer = read.text("nimbus.authorizer", "");
            boolean judged = !authorizer.isBlank() && !authorizer.equals(NOOP);
            boolean known = !read.text("nimbus.thrift.transport", read.text("storm.thrift.transport", SIMPLE)).equals(SIMPLE);
            Set<String> readers = new HashSet<>(read.texts("nimbus.supervisor.users", List.of()));
            readers.addAll(read.texts("nimbus.daemon.users", List.of()));
            return new Access(read.flag("storm.blobstore.acl.validation.enabled", false) || judged && known,
                Set.copyOf(read.texts("nimbus.admins", List.of())), Set.copyOf(read.texts("nimbus.admins.groups", List.of())), readers);
        }

        /** @param groups knows the groups of users; may be null */
        BlobAcl acl(IGroupMappingServiceProvider groups) {
            return new BlobAcl(aclsEnforced, admins, readers, new TopologyVisibility(groups, this)::isAdmin);
        }
    }

    private static String host(Map<String, Object> conf, ConfigReader read) {
        List<String> seeds = read.texts("nimbus.seeds", List.of("localhost"));
        String configured = read.text("storm.local.hostname", "");
        if (configured.isBlank() && (seeds.equals(List.of("localhost")) || seeds.equals(List.of("127.0.0.1")))) {
            // A cluster on one machine must not depend on whether the machine's own name can be resolved.
            return seeds.get(0);
        }
        return BindAddress.of(conf).hostname(conf);
    }
}
