// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Sends to other workers: one connection to each that the assignment names. The worker's process assigns and closes; any thread looks
 * connections up. It never blocks.
 */
final class OutboundConnections {
    private static final Duration STALL_CHECK = Duration.ofSeconds(5);
    private static final Duration AWAY_CHECK = Duration.ofMillis(500);
    /** The random bits of an incarnation: workers started in the same millisecond differ nevertheless. */
    private static final int INCARNATION_BITS = 20;

    private final LocalWorker self;
    private final TransportConfig config;
    private final LoadListener loads;
    private final NetworkThread network;
    private final RandomGenerator random;
    private final AtomicLong lastIncarnation = new AtomicLong();
    private final Map<WorkerAddress, OutboundConnection> connections = new ConcurrentHashMap<>();

    OutboundConnections(LocalWorker self, TransportConfig config, LoadListener loads, NetworkThread network, RandomGenerator random) {
        this.self = self;
        this.config = config;
        this.loads = loads;
        this.network = network;
        this.random = random;
        network.every(STALL_CHECK.toNanos(), () -> all().forEach(OutboundConnection::step));
        network.every(AWAY_CHECK.toNanos(), () -> all().forEach(OutboundConnection::look));
    }

    /** Opens new connections and closes obsolete ones, dropping what is queued for them because their tasks have moved. */
    void assign(Map<WorkerAddress, String> hosts, Function<WorkerAddress, InetSocketAddress> lookup) {
        hosts.forEach((address, host) -> {
            if (!address.equals(self.address())) {
                connections.computeIfAbsent(address, a -> {
                    RemoteWorker to = new RemoteWorker(a, host, () -> lookup.apply(a), nextIncarnation());
                    OutboundConnection connection = new OutboundConnection(self, to, config, loads, network);
                    network.loop().execute(connection::step);
                    return connection;
                });
            }
        });
        all().removeIf(connection -> {
            if (hosts.containsKey(connection.address())) {
                return false;
            }
            network.loop().execute(() -> connection.close("the assignment no longer names it"));
            return true;
        });
    }

    /** Increases with each connection, also across restarts of a worker, so that a receiver can tell which of two is out of date. */
    private long nextIncarnation() {
        long now = network.millis() << INCARNATION_BITS | random.nextInt(1 << INCARNATION_BITS);
        return lastIncarnation.accumulateAndGet(now, (last, next) -> Math.max(last + 1, next));
    }

    /** Null if the latest assignment does not name it. Any thread. */
    OutboundConnection to(WorkerAddress address) {
        return connections.get(address);
    }

    private Collection<OutboundConnection> all() {
        return connections.values();
    }

    CompletableFuture<Void> reachable() {
        return CompletableFuture.allOf(all().stream().map(OutboundConnection::reachable).toArray(CompletableFuture[]::new));
    }

    /** Statistics of each worker sent to: see {@link OutboundConnection#stats}. Any thread. */
    Map<String, Map<String, Object>> stats() {
        Map<String, Map<String, Object>> stats = new HashMap<>();
        connections.forEach((address, connection) -> stats.put(address.toString(), connection.stats()));
        return stats;
    }

    /** Any thread. */
    long queuedBytes() {
        return all().stream().mapToLong(OutboundConnection::queuedBytes).sum();
    }

    /** Whether all that are connected have confirmed everything. Any thread. */
    boolean areConfirmed() {
        return all().stream().noneMatch(connection -> connection.connected() && connection.queuedBytes() > 0);
    }

    /** That worker has connected to this one. Event loop. */
    void heardOf(WorkerAddress address) {
        OutboundConnection connection = connections.get(address);
        if (connection != null) {
            connection.heardOf();
        }
    }

    /** Event loop. */
    void close() {
        all().forEach(connection -> connection.close("this worker stops"));
    }
}
