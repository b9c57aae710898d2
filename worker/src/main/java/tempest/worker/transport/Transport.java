// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's end of all its connections: one port that other workers send to, and one {@link OutboundConnection} for each worker it sends to.
 * The worker's process creates, steers and closes it; executors send batches through peers; one event loop thread does all the rest.
 * It knows nothing of tuples, and never stops reading.
 */
public final class Transport implements AutoCloseable {
    /** Spare bytes that a batch's payload must have before its reader index, for the frame's header. */
    public static final int RESERVE = Wire.BATCH_HEADER;

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    /** Of an incarnation, those that are drawn: workers started in the same millisecond differ nevertheless. */
    private static final int INCARNATION_BITS = 20;
    private static final Duration STALL_CHECK = Duration.ofSeconds(5);
    private static final long CONFIRMED_POLL_NANOS = 1_000_000;
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

    private final String topologyId;
    private final WorkerAddress self;
    private final IntPredicate tasks;
    private final TransportConfig config;
    private final MessageHandler inbound;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final InboundConnections receiver;
    private final ChannelGroup accepted;
    private final RandomGenerator random;
    private final Map<WorkerAddress, OutboundConnection> peers = new ConcurrentHashMap<>();
    private final AtomicLong lastIncarnation = new AtomicLong();
    private volatile Channel server;

    /** @param tasks which task ids the topology has */
    public Transport(TransportConfig config, String topologyId, WorkerAddress self, IntPredicate tasks, MessageHandler inbound, RandomGenerator random) {
        this.topologyId = topologyId;
        this.tasks = tasks;
        this.self = self;
        this.config = config;
        this.inbound = inbound;
        this.random = random;
        this.group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("transport-" + self.port(), true), NioIoHandler.newFactory());
        this.loop = group.next();
        this.accepted = new DefaultChannelGroup(loop);
        this.receiver = new InboundConnections(topologyId, self, config, inbound);
        this.bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(config.socketBytes() / 2, config.socketBytes()));
        loop.scheduleAtFixedRate(this::checkStalled, STALL_CHECK.toNanos(), STALL_CHECK.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Opens this worker's port; on return, others can connect. Returns the port, which differs from the slot's if that is 0. */
    public int listen() throws IOException {
        ChannelFuture bound = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, config.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                    accepted.add(channel);
                    channel.pipeline().addLast(receiver.newConnection());
                }
            })
            .bind(self.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("worker port " + self.port() + " cannot be opened: " + bound.cause().getMessage(), bound.cause());
        }
        server = bound.channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        LOG.info("Listening for batches on port {}", port);
        return port;
    }

    /**
     * Says which workers there are to send to: opens what is new and closes what is gone, with what is queued for it, because
     * its tasks have moved. Called by the process at start and after each change of the assignment.
     */
    public void peers(Map<WorkerAddress, String> hosts) {
        // A worker on the same node is reached without the network, whatever the node calls itself.
        peers(hosts, slot -> slot.node().equals(self.node())
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), slot.port())
            : new InetSocketAddress(hosts.get(slot), slot.port()));
    }

    void peers(Map<WorkerAddress, String> hosts, Function<WorkerAddress, InetSocketAddress> address) {
        Set<WorkerAddress> workers = Set.copyOf(hosts.keySet());
        execute(() -> receiver.assigned(workers));
        hosts.forEach((slot, host) -> {
            if (!slot.equals(self)) {
                peers.computeIfAbsent(slot, s -> {
                    OutboundConnection peer = new OutboundConnection(topologyId, self, s, tasks, host, () -> address.apply(s), nextIncarnation(), config, inbound,
                        bootstrap, loop);
                    loop.execute(peer::open);
                    return peer;
                });
            }
        });
        peers.values().removeIf(peer -> {
            if (hosts.containsKey(peer.slot())) {
                return false;
            }
            loop.execute(() -> peer.close("the assignment no longer names it"));
            return true;
        });
    }

    /** Later ones are larger, also those of a worker started later: so a receiver knows which of two is out of date. */
    private long nextIncarnation() {
        long now = System.currentTimeMillis() << INCARNATION_BITS | random.nextInt(1 << INCARNATION_BITS);
        return lastIncarnation.accumulateAndGet(now, (last, next) -> Math.max(last + 1, next));
    }

    /** The peer at {@code slot}; null if the latest assignment does not name it. Any thread. */
    public OutboundConnection peer(WorkerAddress slot) {
        return peers.get(slot);
    }

    /** Completes when every present peer has answered once. */
    public CompletableFuture<Void> reachable() {
        return CompletableFuture.allOf(peers.values().stream().map(OutboundConnection::reachable).toArray(CompletableFuture[]::new));
    }

    /**
     * Tells all senders, also those still to come, to stop or go on sending to {@code task}. Any thread. What is said first is told first, also by
     * the event loop, which must not be ahead of a "go on" that waits for it: the senders would hear that last.
     */
    public void congestion(int task, boolean stop) {
        execute(() -> receiver.congestion(task, stop));
    }

    /** Tells the present senders how full this worker's tasks are. Any thread; the arrays must not change afterwards. */
    public void loads(int[] tasks, float[] loads) {
        execute(() -> receiver.loads(tasks, loads));
    }

    /** Where batches are allocated, so that they are sent without copying. */
    public ByteBufAllocator alloc() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /** What comes after close changes nothing any more. */
    private void execute(Runnable task) {
        if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }

    private void checkStalled() {
        long now = System.nanoTime();
        peers.values().forEach(peer -> peer.checkStalled(now));
    }

    /** For each worker sent to, what happened on the way there: see {@link OutboundConnection#figures}. Any thread. */
    public Map<String, Map<String, Object>> sends() {
        Map<String, Map<String, Object>> sends = new HashMap<>();
        peers.forEach((slot, peer) -> sends.put(slot.toString(), peer.figures()));
        return sends;
    }

    /** Batches received from each worker. Any thread. */
    public Map<String, Long> received() {
        return receiver.received();
    }

    /** Bytes that peers have not confirmed yet; 0 once everything offered has arrived. */
    public long queuedBytes() {
        long sum = 0;
        for (OutboundConnection peer : peers.values()) {
            sum += peer.queuedBytes();
        }
        return sum;
    }

    /**
     * Waits until the peers that are connected have confirmed everything.
     *
     * @return false if they had not within {@code limit}
     */
    public boolean awaitConfirmed(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (peers.values().stream().anyMatch(peer -> peer.connected() && peer.queuedBytes() > 0)) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, CONFIRMED_POLL_NANOS);
        }
        return true;
    }

    /** Closes the port, all connections and the event loop. What peers have not confirmed is dropped. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        Channel listening = server;
        if (listening != null) {
            listening.close().awaitUninterruptibly(SHUTDOWN_LIMIT.toMillis());
        }
        loop.submit(() -> peers.values().forEach(peer -> peer.close("this worker stops"))).awaitUninterruptibly(SHUTDOWN_LIMIT.toMillis());
        accepted.close().awaitUninterruptibly(SHUTDOWN_LIMIT.toMillis());
        if (!group.shutdownGracefully(0, SHUTDOWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(SHUTDOWN_LIMIT.toMillis())) {
            LOG.warn("The transport's event loop did not stop within {} s", SHUTDOWN_LIMIT.toSeconds());
        }
    }
}
