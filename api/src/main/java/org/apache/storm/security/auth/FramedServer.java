// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.thrift.TProcessor;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.protocol.TProtocol;
import org.apache.storm.thrift.protocol.TProtocolUtil;
import org.apache.storm.thrift.server.ServerContext;
import org.apache.storm.thrift.server.THsHaServer;
import org.apache.storm.thrift.server.TServerEventHandler;
import org.apache.storm.thrift.transport.TNonblockingServerSocket;
import org.apache.storm.thrift.transport.TNonblockingServerTransport;
import org.apache.storm.thrift.transport.TNonblockingSocket;
import org.apache.storm.thrift.transport.TNonblockingTransport;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.Selector;

/**
 * A server of Thrift's framed binary protocol. One selector thread reads and writes all connections; a bounded pool, whose
 * idle threads end, runs the processor, and a smaller one computes what handshakes want; a thread of its own gives up connections that are too slow. A request that finds the queue full, or that is
 * malformed, costs its caller the connection and nobody else anything; {@link FrameBudget} bounds what all of them use.
 */
final class FramedServer extends THsHaServer {
    private static final Logger LOG = LoggerFactory.getLogger(FramedServer.class);
    private static final int IDLE_THREAD_SECS = 10;
    private static final int STOP_SECS = 5;
    /** They compute; more of them than processors would only take turns. */
    private static final int HANDSHAKE_THREADS = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    private static final long STOP_POLL_MILLIS = 50;

    private static final long LOOK_MILLIS = 250;
    private static final int NESTING = 64;
    /** Of the heap, for requests that are being received or processed and answers that are being sent. */
    private static final int SHARE_OF_HEAP = 4;

    static {
        // What a request holds besides what its reader knows is skipped, by recursion: deep nesting would overflow the stack, which ends a daemon.
        TProtocolUtil.setMaxSkipDepth(NESTING);
    }

    /** Limits of a server: threads, waiting requests, bytes of one request, connections in all and from one address, and time to send a request. */
    record Limits(int threads, int queue, int maxFrameBytes, int connections, int connectionsOfOne, int secs) {
        /** Every thread may hold a request and as many may wait whole in memory, as far as the heap allows; two of the largest always fit. */
        FrameBudget.Limits budget() {
            long bytes = Math.max(2L * maxFrameBytes, Math.min(2L * threads * maxFrameBytes, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
            return new FrameBudget.Limits(bytes, connections, connectionsOfOne, TimeUnit.SECONDS.toNanos(secs));
        }
    }

    /** The connection of the request that a thread serves. */
    private static final ThreadLocal<FrameSocket> CURRENT = new ThreadLocal<>();

    private final Listener listener;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    FramedServer(Listener listener, TProcessor processor, Limits limits, String name) {
        super(args(listener, processor, limits, name));
        this.listener = listener;
        setServerEventHandler(new Callers(listener));
    }

    private static Args args(Listener listener, TProcessor processor, Limits limits, String name) {
        Args args = new Args(listener);
        args.processor(processor);
        args.protocolFactory(new TBinaryProtocol.Factory(false, true, limits.maxFrameBytes(), limits.maxFrameBytes()));
        args.executorService(pool(limits, name));
        // Where this is exceeded, Thrift leaves a connection unread for ever; the budget counts instead.
        args.maxReadBufferBytes = Long.MAX_VALUE;
        args.stopTimeoutUnit(TimeUnit.SECONDS).stopTimeoutVal(STOP_SECS);
        return args;
    }

    @Override
    public void serve() {
        if (!begun.compareAndSet(false, true)) {
            return; // Stopped before it began.
        }
        Thread expiry = new Thread(this::expireUntilReleased, Thread.currentThread().getName() + "-limits");
        expiry.setDaemon(true);
        expiry.start();
        try {
            super.serve();
        } finally {
            release();
        }
    }

    private void expireUntilReleased() {
        try {
            while (!released.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                listener.budget.expire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the port back before it waits for requests under way. */
    @Override
    protected void waitForShutdown() {
        joinSelector();
        release();
        gracefullyShutdownInvokerPool();
    }

    private void release() {
        listener.close();
        released.countDown();
    }

    /** When it returns the port is free and all connections are closed; requests under way may still run. Any thread but the selector's. */
    @Override
    public void stop() {
        super.stop();
        if (begun.compareAndSet(false, true)) {
            release();
            return;
        }
        try {
            for (int tries = 0; !released.await(STOP_POLL_MILLIS, TimeUnit.MILLISECONDS); tries++) {
                if (tries * STOP_POLL_MILLIS > TimeUnit.SECONDS.toMillis(STOP_SECS)) {
                    LOG.warn("Port {} is not free {} s after the server was stopped", listener.port(), STOP_SECS);
                    return;
                }
                super.stop(); // Its selector may have come to life only now.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The request that this thread serves is processed, and its answer is about to be sent. */
    static void hasAnswer() {
        CURRENT.get().hasAnswer();
    }

    /** Ends the connection of the request that this thread serves, without an answer. */
    static void endConnection() {
        CURRENT.get().end();
    }

    private static ThreadPoolExecutor pool(Limits limits, String name) {
        return pool(limits.threads(), limits.queue(), name);
    }

    private static ThreadPoolExecutor pool(int threads, int queue, String name) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, IDLE_THREAD_SECS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queue), task -> {
                Thread thread = new Thread(task, "thrift-" + name + "-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A listening socket whose connections are {@link FrameSocket}s. */
    static final class Listener extends TNonblockingServerTransport {
        private final TNonblockingServerSocket socket;
        private final int maxFrameBytes;
        private final FrameBudget budget;
        private final ConnectionLayer.Factory layers;
        private final CallerLog log = new CallerLog(LOG, System::nanoTime);
        private final ThreadPoolExecutor handshakes;
        /** The connection accepted last. Only the selector thread, which accepts, uses it. */
        private FrameSocket last;

        Listener(InetSocketAddress at, Limits limits, ConnectionLayer.Factory layers, String name) throws TTransportException {
            this.layers = layers;
            this.socket = new TNonblockingServerSocket(at, 0, limits.maxFrameBytes());
            this.maxFrameBytes = limits.maxFrameBytes();
            this.budget = new FrameBudget(limits.budget(), System::nanoTime);
            // A connection computes one thing at a time.
            this.handshakes = pool(HANDSHAKE_THREADS, limits.connections(), name + "-handshake");
        }

        CallerLog log() {
            return log;
        }

        int port() {
            return socket.getPort();
        }

        @Override
        public void listen() throws TTransportException {
            socket.listen();
        }

        @Override
        public TNonblockingTransport accept() throws TTransportException {
            TNonblockingSocket accepted = socket.accept();
            if (accepted == null) {
                return null;
            }
            try {
                InetAddress caller = ((InetSocketAddress) accepted.getRemoteSocketAddress()).getAddress();
                last = new FrameSocket(accepted.getSocketChannel(), layers.over(accepted.getSocketChannel()), caller,
                    new FrameSocket.Shared(maxFrameBytes, budget, log, handshakes));
                if (!budget.admit(last)) {
                    last.abandon("there are as many connections as may be, and all are in use");
                }
                return last;
            } catch (IOException | RuntimeException e) {
                accepted.close();
                throw new TTransportException("The connection was gone before it was accepted", e);
            }
        }

        @Override
        public void registerSelector(Selector selector) {
            socket.registerSelector(selector);
        }

        @Override
        public void close() {
            socket.close();
            handshakes.shutdownNow();
        }

        @Override
        public void interrupt() {
            socket.interrupt();
        }
    }

    /** Where a connection comes from; made when it is accepted, read by the threads that serve its requests. */
    private record Caller(FrameSocket connection) implements ServerContext {
        @Override
        public <T> T unwrap(Class<T> type) {
            return type.cast(this);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return type.isInstance(this);
        }
    }

    /** Tells each request's thread where the request comes from. */
    private static final class Callers implements TServerEventHandler {
        private final Listener listener;

        Callers(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void preServe() {
            LOG.debug("Serving on port {}", listener.port());
        }

        @Override
        public ServerContext createContext(TProtocol input, TProtocol output) {
            // The selector thread makes the context right after it accepted the connection.
            return new Caller(listener.last);
        }

        @Override
        public void deleteContext(ServerContext context, TProtocol input, TProtocol output) {
        }

        @Override
        public void processContext(ServerContext context, TTransport input, TTransport output) {
            ReqContext.reset();
            FrameSocket connection = context.unwrap(Caller.class).connection();
            CURRENT.set(connection);
            CallerConnection.set(connection.connection());
            ReqContext request = ReqContext.context();
            request.setRemoteAddress(connection.caller());
            request.setSubject(connection.layer().subject());
            request.setRealPrincipal(connection.layer().realPrincipal());
        }
    }
}
