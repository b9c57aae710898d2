// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tempest.cluster.Clock;

/**
 * The one thread on which all connections of a transport run, with its clock. Connections are opened here, so that only this class depends on
 * their kind. Any thread; it never blocks, except to shut down.
 */
final class NetworkThread {
    private static final int HANDSHAKE_IDLE_SECS = 10;
    /** More connections than that in their handshakes are no workers of one cluster: those that find no room are closed. */
    private static final int HANDSHAKES_WAITING = 1024;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final TransportConfig config;
    private final Clock clock;
    /** Computes what TLS handshakes want; without TLS it never has a thread. */
    private final ThreadPoolExecutor handshakes;

    NetworkThread(String name, TransportConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = group.next();
        handshakes = new ThreadPoolExecutor(1, 1, HANDSHAKE_IDLE_SECS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(HANDSHAKES_WAITING),
            new DefaultThreadFactory(name + "-handshake", true));
        handshakes.allowCoreThreadTimeOut(true);
    }

    EventLoop loop() {
        return loop;
    }

    long now() {
        return clock.nanoTime();
    }

    long millis() {
        return clock.millis();
    }

    ChannelFuture connect(InetSocketAddress address, ChannelHandler handler) {
        return new Bootstrap().group(loop).channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(config.socketBytes() / 2, config.socketBytes()))
            .handler(config.tls().map(tls -> tls.connecting(address, handler, handshakes)).orElse(handler))
            .connect(address);
    }

    /** @param accepted receives each accepted connection before it is read */
    ChannelFuture listen(int port, ChannelHandler accepted) {
        return new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, config.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(config.tls().map(tls -> tls.accepting(accepted, handshakes)).orElse(accepted))
            .bind(config.bind().at(port));
    }

    /** Tasks submitted after the shutdown are ignored. */
    void execute(Runnable task) {
        if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }

    /** Runs it once that time of the clock may have passed; it reads the clock itself. */
    Future<?> after(long nanos, Runnable task) {
        return loop.schedule(task, clock.realNanos(nanos), TimeUnit.NANOSECONDS);
    }

    /** Runs it repeatedly, each time this much time of the clock may have passed, until the shutdown. */
    void every(long nanos, Runnable task) {
        after(nanos, () -> {
            task.run();
            every(nanos, task);
        });
    }

    boolean isShuttingDown() {
        return loop.isShuttingDown();
    }

    /** False if it did not stop in time. */
    boolean shutDown(Duration limit) {
        boolean stopped = group.shutdownGracefully(0, limit.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(limit.toMillis());
        handshakes.shutdownNow();
        return stopped;
    }
}
