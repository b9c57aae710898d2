// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import javax.security.auth.Subject;
import org.apache.storm.thrift.TAsyncProcessor;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.TProcessor;
import org.apache.storm.thrift.protocol.TProtocol;
import org.apache.storm.thrift.server.AbstractNonblockingServer.AsyncFrameBuffer;
import org.apache.storm.thrift.server.TServer;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import org.apache.storm.utils.ObjectReader;

/**
 * What the transports of Thrift's binary protocol in frames share: the server, its limits and its port. How a connection is made safe is each one's own.
 * Prepared and asked for a server by one thread.
 */
public abstract class FramedTransportPlugin implements ITransportPlugin {
    private static final int MIN_CLIENT_FRAME_BYTES = 16 * 1024 * 1024;

    private static final String BIND_ADDRESS = "storm.bind.address";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String MAX_CONNECTIONS = "storm.thrift.max.connections";
    private static final String MAX_CONNECTIONS_OF_ONE = "storm.thrift.max.connections.per.caller";
    private static final String REQUEST_SECS = "storm.thrift.request.timeout.secs";
    private static final int DEFAULT_CONNECTIONS = 4096;
    private static final int DEFAULT_CONNECTIONS_OF_ONE = 1024;
    private static final int DEFAULT_REQUEST_SECS = 30;

    protected ThriftConnectionType type;
    protected Map<String, Object> conf;
    private volatile int port;
    private volatile CallerLog log;

    @Override
    public void prepare(ThriftConnectionType type, Map<String, Object> topoConf) {
        this.type = type;
        this.conf = topoConf;
        this.port = type.getPort(topoConf);
    }

    @Override
    public TServer getServer(TProcessor processor) throws IOException, TTransportException {
        int maxFrameBytes = type.getMaxBufferSize(conf);
        Integer queue = type.getQueueSize(conf);
        FramedServer.Limits limits = new FramedServer.Limits(type.getNumThreads(conf),
            queue == null ? Integer.MAX_VALUE : queue, maxFrameBytes, number(MAX_CONNECTIONS, DEFAULT_CONNECTIONS),
            number(MAX_CONNECTIONS_OF_ONE, DEFAULT_CONNECTIONS_OF_ONE), number(REQUEST_SECS, DEFAULT_REQUEST_SECS));
        ConnectionLayer.Factory layers = layers();
        FramedServer.Listener listener;
        try {
            listener = new FramedServer.Listener(new InetSocketAddress(address(), port), limits, layers, name());
        } catch (TTransportException e) {
            throw new TTransportException("Cannot listen on port " + port + " for " + type + ": " + e.getMessage(), e);
        }
        port = listener.port();
        log = listener.log();
        TProcessor asSubject = processor instanceof TAsyncProcessor ? new LaterAsSubject(processor) : new AsSubject(processor);
        return new FramedServer(listener, asSubject, limits, name());
    }

    private String name() {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }

    private int number(String key, int fallback) {
        int number = ObjectReader.getInt(conf.get(key), fallback);
        if (number < 1) {
            throw new IllegalArgumentException("Configuration key " + key + " is " + number + "; it must be a whole number from 1 up");
        }
        return number;
    }

    /** Where it listens; this machine alone can connect unless something else is configured. */
    private InetAddress address() throws IOException {
        Object configured = conf.get(BIND_ADDRESS);
        return configured == null || configured.toString().isBlank() ? InetAddress.getByName(LOOPBACK)
            : InetAddress.getByName(configured.toString().strip());
    }

    /**
     * How each connection of a server is made safe.
     *
     * @throws IllegalArgumentException in one line, if the configuration is wrong
     */
    protected abstract ConnectionLayer.Factory layers() throws IOException;

    /**
     * Whether clients could connect, as far as this machine knows; for processes that tell at start what is wrong.
     *
     * @throws IllegalArgumentException in one line, if not
     * @throws IOException              in one line, if not
     */
    public void checkClient() throws IOException {
    }

    /** Frames over what a client has opened; for {@link #connect}. */
    protected TTransport framed(TTransport opened) throws TTransportException {
        TFramedTransport framed = new TFramedTransport(opened, maxAnswerBytes());
        if (!framed.isOpen()) {
            framed.open();
        }
        return framed;
    }

    /** The largest answer that a client takes: one may well be larger than a request may be. */
    protected int maxAnswerBytes() {
        return Math.max(MIN_CLIENT_FRAME_BYTES, type.getMaxBufferSize(conf));
    }

    /** Whom a caller is taken for that is not known: nobody, null. */
    protected Subject getDefaultSubject() {
        return null;
    }

    @Override
    public int getPort() {
        return port;
    }

    /** Processes each request, and those of nobody known as the default subject. */
    private class AsSubject implements TProcessor {
        private final TProcessor processor;

        AsSubject(TProcessor processor) {
            this.processor = processor;
        }

        @Override
        public void process(TProtocol input, TProtocol output) throws TException {
            unknownAsDefault();
            try {
                processor.process(input, output);
            } catch (TException e) {
                malformed(e);
            } finally {
                FramedServer.hasAnswer();
            }
        }
    }

    /** The same for a processor that may answer later, from another thread: a request that waits for its answer then holds no thread. */
    private final class LaterAsSubject extends AsSubject implements TAsyncProcessor {
        private final TAsyncProcessor processor;

        LaterAsSubject(TProcessor processor) {
            super(processor);
            this.processor = (TAsyncProcessor) processor;
        }

        @Override
        public void process(AsyncFrameBuffer request) throws TException {
            unknownAsDefault();
            try {
                processor.process(request);
            } catch (TException e) {
                malformed(e);
                request.responseReady();
            }
        }
    }

    private void unknownAsDefault() {
        ReqContext caller = ReqContext.context();
        if (caller.subject() == null) {
            caller.setSubject(getDefaultSubject());
        }
    }

    /** A request that could not be read costs its connection and a line; where it was noticed helps nobody. */
    private void malformed(TException reason) {
        log.warn("Closing the connection from " + ReqContext.context().remoteAddress() + ": its request is malformed: " + reason.getMessage());
        FramedServer.endConnection();
    }
}
