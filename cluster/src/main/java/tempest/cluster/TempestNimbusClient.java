// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.rpc.TempestNimbus;

/**
 * One connection to the leading Nimbus, for daemons and workers. It is found in the shared state, or else by asking the configured
 * seeds. Any thread, one call at a time; every wait is bounded by the configured socket time-out, and ends at once when another Nimbus
 * begins to lead: one that hangs must not keep its callers from the next.
 */
public final class TempestNimbusClient implements NimbusRpc {
    /** An answer may take long, a connection never does. */
    private static final int LONGEST_CONNECT_MS = 10_000;
    /** Who leads is told at once, or by another. */
    private static final int LONGEST_QUESTION_MS = 5000;

    private static final Logger LOG = LoggerFactory.getLogger(TempestNimbusClient.class);

    private final Config config;
    private final ClusterState state;
    /** Whom to call whoever leads; null for the leader. */
    private final HostPort only;
    /** Written under the lock, read by whoever cuts the connection. */
    private volatile TTransport transport;
    private volatile HostPort connectedTo;
    /** Whether the last connection ended because another Nimbus leads. */
    private volatile boolean cut;
    private TempestNimbus.Client client;
    private Table.Watch leaderWatch;

    /**
     * Where and how long to try.
     *
     * @param seeds     asked in order when the shared state names no leader
     * @param timeoutMs for one answer, and for connecting if that is shorter than ten seconds
     * @param maxFrame  largest answer, in bytes
     * @param link      how to connect
     */
    public record Config(List<HostPort> seeds, int timeoutMs, int maxFrame, NimbusLink link) {

        /** Without authentication. */
        public Config(List<HostPort> seeds, int timeoutMs, int maxFrame) {
            this(seeds, timeoutMs, maxFrame, NimbusLink.OPEN);
        }

        /** Parses {@code nimbus.seeds}, {@code nimbus.thrift.*}, {@code storm.thrift.transport} and {@code storm.thrift.socket.timeout.ms}, for a daemon. */
        public static Config of(Map<String, Object> conf) {
            return of(conf, "nimbus.thrift.client.use.tls");
        }

        /** The same for a worker, which has a setting of its own for TLS. */
        public static Config ofWorker(Map<String, Object> conf) {
            return of(conf, "topology.worker.nimbus.thrift.client.use.tls");
        }

        private static Config of(Map<String, Object> conf, String useTlsKey) {
            ConfigReader read = new ConfigReader(conf);
            int port = read.port("nimbus.thrift.port", 6627);
            return new Config(read.texts("nimbus.seeds", List.of("localhost")).stream().map(host -> new HostPort(host, port)).toList(),
                read.integer("storm.thrift.socket.timeout.ms", 600_000, 1),
                read.integer("nimbus.thrift.max_buffer_size", 1_048_576, 1024), NimbusLink.of(conf, useTlsKey));
        }

        /** The same, which waits no longer for an answer. */
        public Config within(int millis) {
            return new Config(seeds, Math.min(timeoutMs, millis), maxFrame, link);
        }

        /** The same, which takes answers at least this large. */
        public Config takingAnswersOf(int bytes) {
            return new Config(seeds, timeoutMs, Math.max(maxFrame, bytes), link);
        }
    }

    /** @param state may be null: then only the seeds are asked */
    public TempestNimbusClient(Config config, ClusterState state) {
        this(config, state, null);
    }

    private TempestNimbusClient(Config config, ClusterState state, HostPort only) {
        this.config = config;
        this.state = state;
        this.only = only;
    }

    /** A connection to one Nimbus, whether it leads or not. */
    public static TempestNimbusClient to(HostPort nimbus, Config config) {
        return new TempestNimbusClient(config, null, nimbus);
    }

    @Override
    public synchronized <T> T call(Call<T> call) throws TException {
        boolean fresh = client == null;
        try {
            return call.on(connected());
        } catch (TTransportException | TApplicationException e) {
            // A refusal by a Nimbus that no longer leads comes as an application error.
            disconnect();
            if (fresh && !cut) {
                throw e;
            }
            cut = false;
            return call.on(connected());
        }
    }

    private TempestNimbus.Client connected() throws TException {
        if (client == null) {
            if (leaderWatch == null && state != null) {
                leaderWatch = state.watchLeader(leader -> leader.ifPresent(this::follow));
            }
            TTransportException last = null;
            for (HostPort leader : leaders()) {
                try {
                    connectedTo = leader;
                    transport = open(leader, config.timeoutMs());
                    client = new TempestNimbus.Client(new TBinaryProtocol(transport));
                    return client;
                } catch (TTransportException e) {
                    last = new TTransportException(e.getType(), "Nimbus at " + leader + " does not answer: " + e.getMessage(), e);
                }
            }
            throw last != null ? last : new TTransportException(TTransportException.NOT_OPEN,
                "no leading Nimbus found, neither in ZooKeeper nor by asking " + config.seeds() + "; is Nimbus running?");
        }
        return client;
    }

    /** Cuts the connection to a Nimbus that leads no more; whoever waits for its answer fails and finds the new leader. */
    private void follow(HostPort leader) {
        TTransport open = transport;
        if (open != null && !leader.equals(connectedTo)) {
            cut = true;
            open.close();
        }
    }

    private Set<HostPort> leaders() {
        if (only != null) {
            return Set.of(only);
        }
        Set<HostPort> leaders = new LinkedHashSet<>();
        if (state != null) {
            addLeader(leaders);
        }
        if (leaders.isEmpty()) {
            for (HostPort seed : config.seeds()) {
                askForLeader(seed, leaders);
            }
        }
        return leaders;
    }

    private void addLeader(Set<HostPort> leaders) {
        try {
            state.latestLeader().ifPresent(leaders::add);
            for (NimbusSummary nimbus : state.nimbuses().all().values()) {
                if (nimbus.is_isLeader()) {
                    leaders.add(new HostPort(nimbus.get_host(), nimbus.get_port()));
                }
            }
        } catch (ClusterStateException e) {
            LOG.debug("Asking {} for the leader, since {}", config.seeds(), e.getMessage());
        }
    }

    private void askForLeader(HostPort seed, Set<HostPort> leaders) {
        try (TTransport asked = open(seed, Math.min(config.timeoutMs(), LONGEST_QUESTION_MS))) {
            NimbusSummary leader = new TempestNimbus.Client(new TBinaryProtocol(asked)).getLeader();
            leaders.add(new HostPort(leader.get_host(), leader.get_port()));
        } catch (TException e) {
            // The next seed may know; if none does, the caller gets one line that names them all.
            return;
        }
    }

    private TTransport open(HostPort address, int answerMs) throws TTransportException {
        return config.link().open(address, answerMs, Math.min(config.timeoutMs(), LONGEST_CONNECT_MS), config.maxFrame());
    }

    private void disconnect() {
        if (transport != null) {
            transport.close();
        }
        transport = null;
        client = null;
    }

    @Override
    public synchronized void close() {
        if (leaderWatch != null) {
            leaderWatch.close();
            leaderWatch = null;
        }
        disconnect();
    }
}
