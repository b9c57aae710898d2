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
 * idle threads end, runs the processor. A request that finds the queue full, or that is malformed, costs its caller the
 * connection and nobody else anything.
 */
final class FramedServer extends THsHaServer {
    private static final Logger LOG = LoggerFactory.getLogger(FramedServer.class);
    private static final int IDLE_THREAD_SECS = 10;
    private static final int STOP_SECS = 5;
    private static final long STOP_POLL_MILLIS = 50;

    /** Limits of a server: threads, waiting requests, bytes of one request, bytes of all requests being read or processed. */
    record Limits(int threads, int queue, int maxFrameBytes) {
        /** Every thread may hold a request and as many may wait whole in memory; past that, sockets wait unread. */
        long maxBytesInProcess() {
            return 2L * threads * maxFrameBytes;
        }
    }

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
        args.maxReadBufferBytes = limits.maxBytesInProcess();
        args.stopTimeoutUnit(TimeUnit.SECONDS).stopTimeoutVal(STOP_SECS);
        return args;
    }

    @Override
    public void serve() {
        if (!begun.compareAndSet(false, true)) {
            return; // Stopped before it began.
        }
        try {
            super.serve();
        } finally {
            release();
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

    private static ThreadPoolExecutor pool(Limits limits, String name) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(limits.threads(), limits.threads(), IDLE_THREAD_SECS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(limits.queue()), task -> {
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
        /** Of the connection accepted last. Only the selector thread, which accepts, uses it. */
        private InetAddress lastPeer;

        Listener(InetSocketAddress at, int maxFrameBytes) throws TTransportException {
            this.socket = new TNonblockingServerSocket(at, 0, maxFrameBytes);
            this.maxFrameBytes = maxFrameBytes;
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
                FrameSocket connection = new FrameSocket(accepted.getSocketChannel(), maxFrameBytes);
                lastPeer = ((InetSocketAddress) accepted.getRemoteSocketAddress()).getAddress();
                return connection;
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
        }

        @Override
        public void interrupt() {
            socket.interrupt();
        }
    }

    /** Where a connection comes from; made when it is accepted, read by the threads that serve its requests. */
    private record Caller(InetAddress address) implements ServerContext {
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
            return new Caller(listener.lastPeer);
        }

        @Override
        public void deleteContext(ServerContext context, TProtocol input, TProtocol output) {
        }

        @Override
        public void processContext(ServerContext context, TTransport input, TTransport output) {
            ReqContext.reset();
            ReqContext.context().setRemoteAddress(context.unwrap(Caller.class).address());
        }
    }
}
