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

/** Connections that authenticate nobody: Thrift's binary protocol in frames, over plain TCP. */
public class SimpleTransportPlugin implements ITransportPlugin {
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
    protected Map<String, Object> topoConf;
    private volatile int port;
    private volatile CallerLog log;

    @Override
    public void prepare(ThriftConnectionType type, Map<String, Object> topoConf) {
        this.type = type;
        this.topoConf = topoConf;
        this.port = type.getPort(topoConf);
    }

    @Override
    public TServer getServer(TProcessor processor) throws IOException, TTransportException {
        int maxFrameBytes = type.getMaxBufferSize(topoConf);
        Integer queue = type.getQueueSize(topoConf);
        FramedServer.Limits limits = new FramedServer.Limits(type.getNumThreads(topoConf),
            queue == null ? Integer.MAX_VALUE : queue, maxFrameBytes, number(MAX_CONNECTIONS, DEFAULT_CONNECTIONS),
            number(MAX_CONNECTIONS_OF_ONE, DEFAULT_CONNECTIONS_OF_ONE), number(REQUEST_SECS, DEFAULT_REQUEST_SECS));
        FramedServer.Listener listener;
        try {
            listener = new FramedServer.Listener(new InetSocketAddress(address(), port), limits);
        } catch (TTransportException e) {
            throw new TTransportException("Cannot listen on port " + port + " for " + type + ": " + e.getMessage(), e);
        }
        port = listener.port();
        log = listener.log();
        TProcessor asSubject = processor instanceof TAsyncProcessor ? new LaterAsSubject(processor) : new AsSubject(processor);
        return new FramedServer(listener, asSubject, limits, type.name().toLowerCase(java.util.Locale.ROOT));
    }

    private int number(String key, int fallback) {
        int number = ObjectReader.getInt(topoConf.get(key), fallback);
        if (number < 1) {
            throw new IllegalArgumentException("Configuration key " + key + " is " + number + "; it must be a whole number from 1 up");
        }
        return number;
    }

    /** Where it listens; this machine alone can connect unless something else is configured. */
    private InetAddress address() throws IOException {
        Object configured = topoConf.get(BIND_ADDRESS);
        return configured == null || configured.toString().isBlank() ? InetAddress.getByName(LOOPBACK)
            : InetAddress.getByName(configured.toString().strip());
    }

    @Override
    public TTransport connect(TTransport transport, String serverHost, String asUser) throws TTransportException {
        // An answer may well be larger than a request may be.
        TFramedTransport framed = new TFramedTransport(transport, Math.max(MIN_CLIENT_FRAME_BYTES, type.getMaxBufferSize(topoConf)));
        framed.open();
        return framed;
    }

    /** Whom a caller is taken for, since nobody identifies themselves: nobody, null. */
    protected Subject getDefaultSubject() {
        return null;
    }

    @Override
    public int getPort() {
        return port;
    }

    /** Processes each request as the default subject. */
    private class AsSubject implements TProcessor {
        private final TProcessor processor;

        AsSubject(TProcessor processor) {
            this.processor = processor;
        }

        @Override
        public void process(TProtocol input, TProtocol output) throws TException {
            ReqContext.context().setSubject(getDefaultSubject());
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
            ReqContext.context().setSubject(getDefaultSubject());
            try {
                processor.process(request);
            } catch (TException e) {
                malformed(e);
                request.responseReady();
            }
        }
    }

    /** A request that could not be read costs its connection and a line; where it was noticed helps nobody. */
    private void malformed(TException reason) {
        log.warn("Closing the connection from " + ReqContext.context().remoteAddress() + ": its request is malformed: " + reason.getMessage());
        FramedServer.endConnection();
    }
}
