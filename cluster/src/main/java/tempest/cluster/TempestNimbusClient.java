// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.TConfiguration;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import tempest.rpc.TempestNimbus;

/**
 * One connection to the leading Nimbus, for daemons and workers. It is found in the shared state, or else by asking the configured
 * seeds. Any thread, one call at a time; every wait is bounded by the configured socket time-out.
 */
public final class TempestNimbusClient implements NimbusRpc {
    /** An answer may take long, a connection never does. */
    private static final int LONGEST_CONNECT_MS = 10_000;

    private final Config config;
    private final ClusterState state;
    private TTransport transport;
    private TempestNimbus.Client client;

    /**
     * Where and how long to try.
     *
     * @param seeds     asked in order when the shared state names no leader
     * @param timeoutMs for one answer, and for connecting if that is shorter than ten seconds
     * @param maxFrame  largest answer, in bytes
     */
    public record Config(List<HostPort> seeds, int timeoutMs, int maxFrame) {
        /** Parses {@code nimbus.seeds}, {@code nimbus.thrift.*} and {@code storm.thrift.socket.timeout.ms}. */
        public static Config of(Map<String, Object> conf) {
            ConfigReader read = new ConfigReader(conf);
            int port = read.port("nimbus.thrift.port", 6627);
            return new Config(read.texts("nimbus.seeds", List.of("localhost")).stream().map(host -> new HostPort(host, port)).toList(),
                read.integer("storm.thrift.socket.timeout.ms", 600_000, 1),
                read.integer("nimbus.thrift.max_buffer_size", 1_048_576, 1024));
        }
    }

    /** @param state may be null: then only the seeds are asked */
    public TempestNimbusClient(Config config, ClusterState state) {
        this.config = config;
        this.state = state;
    }

    @Override
    public synchronized <T> T call(Call<T> call) throws TException {
        boolean fresh = client == null;
        try {
            return call.on(connected());
        } catch (TTransportException | TApplicationException e) {
            // A refusal by a Nimbus that no longer leads comes as an application error.
            disconnect();
            if (fresh) {
                throw e;
            }
            return call.on(connected());
        }
    }

    private TempestNimbus.Client connected() throws TException {
        if (client == null) {
            TTransportException last = null;
            for (HostPort leader : leaders()) {
                try {
                    transport = open(leader);
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

    private Set<HostPort> leaders() {
        Set<HostPort> leaders = new LinkedHashSet<>();
        if (state != null) {
            for (NimbusSummary nimbus : state.nimbuses().all().values()) {
                if (nimbus.is_isLeader()) {
                    leaders.add(new HostPort(nimbus.get_host(), nimbus.get_port()));
                }
            }
        }
        if (leaders.isEmpty()) {
            for (HostPort seed : config.seeds()) {
                askForLeader(seed, leaders);
            }
        }
        return leaders;
    }

    private void askForLeader(HostPort seed, Set<HostPort> leaders) {
        try (TTransport asked = open(seed)) {
            NimbusSummary leader = new TempestNimbus.Client(new TBinaryProtocol(asked)).getLeader();
            leaders.add(new HostPort(leader.get_host(), leader.get_port()));
        } catch (TException e) {
            // The next seed may know; if none does, the caller gets one line that names them all.
            return;
        }
    }

    private TTransport open(HostPort address) throws TTransportException {
        TConfiguration limits = new TConfiguration(config.maxFrame(), config.maxFrame(), TConfiguration.DEFAULT_RECURSION_DEPTH);
        TTransport opened = new TFramedTransport(
            new TSocket(limits, address.host(), address.port(), config.timeoutMs(), Math.min(config.timeoutMs(), LONGEST_CONNECT_MS)), config.maxFrame());
        opened.open();
        return opened;
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
        disconnect();
    }
}
