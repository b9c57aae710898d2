// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;

/**
 * All of a worker's connections: {@link InboundConnections}, which receive, and {@link OutboundConnections}, which send. The worker's process
 * creates, opens and closes it; executors send batches through connections; one event loop thread does everything else. It has no knowledge
 * of tuples, and never stops reading.
 */
public final class Transport implements AutoCloseable {
    /** Spare bytes that a batch's payload must have before its reader index, for the frame's header. */
    public static final int RESERVE = Wire.BATCH_HEADER;

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);
    private static final long CONFIRMED_CHECK_MILLIS = 1;

    private final LocalWorker self;
    private final TransportConfig config;
    private final NetworkThread network;
    private final InboundConnections inbound;
    private final OutboundConnections outbound;

    /**
     * @param clock the network's: real time, even where the topology's is simulated
     * @param random distinguishes workers that were started at the same time
     */
    public Transport(TransportConfig config, LocalWorker self, LoadListener loads, Clock clock, RandomGenerator random) {
        this.self = self;
        this.config = config;
        network = new NetworkThread("transport-" + self.address().port(), config, clock);
        outbound = new OutboundConnections(self, config, loads, network, random);
        inbound = new InboundConnections(self, config, network, outbound::heardOf);
    }

    /** Opens this worker's port; on return, others can connect. Returns the port, which differs from the address's if that is 0. */
    public int listen(MessageHandler handler) throws IOException {
        int port = inbound.listen(handler);
        LOG.info("Listening for batches on port {}", port);
        return port;
    }

    /**
     * Sets which workers to send to: opens new connections and closes obsolete ones, dropping what is queued for them because their tasks
     * have moved. Called by the worker's process at start and after each change of the assignment.
     */
    public void assign(Map<WorkerAddress, String> hosts) {
        // A worker on the same node is reached without the network, whatever the node's host name.
        assign(hosts, address -> address.node().equals(self.address().node())
            ? config.bind().fromHere(address.port())
            : new InetSocketAddress(hosts.get(address), address.port()));
    }

    void assign(Map<WorkerAddress, String> hosts, Function<WorkerAddress, InetSocketAddress> lookup) {
        Set<WorkerAddress> workers = Set.copyOf(hosts.keySet());
        network.execute(() -> inbound.assigned(workers));
        outbound.assign(hosts, lookup);
    }

    /** The connection to a worker; null if the latest assignment does not name it. Any thread. */
    public OutboundConnection connection(WorkerAddress address) {
        return outbound.to(address);
    }

    /** Completes when every worker that is now to be sent to has answered once. */
    public CompletableFuture<Void> reachable() {
        return outbound.reachable();
    }

    /**
     * Tells all senders, including later ones, to stop or resume sending to {@code task}. Any thread. Calls take effect in their order, also
     * on the event loop, which must not overtake a "resume" that is queued for it: the senders would receive that last.
     */
    public void congestion(int task, boolean stop) {
        network.execute(() -> inbound.congestion(task, stop));
    }

    /** Tells the present senders how full this worker's tasks are. Any thread; the arrays must not change afterwards. */
    public void loads(int[] tasks, float[] loads) {
        network.execute(() -> inbound.loads(tasks, loads));
    }

    /** Allocates the buffers of batches, so that they are sent without copying. */
    public ByteBufAllocator alloc() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /** Statistics of each worker sent to: see {@link OutboundConnection#stats}. Any thread. */
    public Map<String, Map<String, Object>> sends() {
        return outbound.stats();
    }

    /** Batches received from each worker. Any thread. */
    public Map<String, Long> received() {
        return inbound.received();
    }

    /** Bytes that other workers have not confirmed yet; 0 once everything sent has arrived. Any thread. */
    public long queuedBytes() {
        return outbound.queuedBytes();
    }

    /**
     * Waits until the workers that are connected have confirmed everything. Not the event loop.
     *
     * @return false if they had not within {@code limit}
     */
    public boolean awaitConfirmed(Duration limit) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        Future<?> check = network.loop().scheduleWithFixedDelay(() -> {
            if (outbound.areConfirmed()) {
                confirmed.complete(null);
            }
        }, 0, CONFIRMED_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        try {
            confirmed.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            check.cancel(false);
        }
    }

    /** Closes the port, all connections and the event loop. What other workers have not confirmed is dropped. */
    @Override
    public void close() {
        if (network.isShuttingDown()) {
            return;
        }
        network.loop().submit(outbound::close).awaitUninterruptibly(SHUTDOWN_LIMIT.toMillis());
        inbound.close(SHUTDOWN_LIMIT);
        if (!network.shutDown(SHUTDOWN_LIMIT)) {
            LOG.warn("The transport's event loop did not stop within {} s", SHUTDOWN_LIMIT.toSeconds());
        }
    }
}
