// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.util.Map;
import org.apache.storm.thrift.TProcessor;
import org.apache.storm.thrift.server.TServer;
import org.apache.storm.thrift.transport.TTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Thrift service on the transport and port that the configuration gives its type. It is bound to the port when constructed;
 * {@link #serve} then occupies its thread until another calls {@link #stop}.
 */
public class ThriftServer {
    private static final Logger LOG = LoggerFactory.getLogger(ThriftServer.class);

    protected final TProcessor processor;
    private final Map<String, Object> conf;
    private final ThriftConnectionType type;
    private final ITransportPlugin transport;
    private final TServer server;
    private volatile boolean stopped;

    /** Port 0 takes one that is free; {@link #getPort} tells which. */
    public ThriftServer(Map<String, Object> conf, TProcessor processor, ThriftConnectionType type) {
        this.conf = conf;
        this.processor = processor;
        this.type = type;
        try {
            transport = ClientAuthUtils.getTransportPlugin(type, conf);
            server = transport.getServer(processor);
        } catch (IOException | TTransportException e) {
            throw new RuntimeException(e.getMessage(), e);
        }
        LOG.info("{} listens on port {}", type, transport.getPort());
    }

    /** Ends {@link #serve}, now or before it begins, and closes the port and all connections. */
    public void stop() {
        stopped = true;
        server.stop();
    }

    /** Whether requests are being served. */
    public boolean isServing() {
        return server.isServing();
    }

    /** Serves requests until {@link #stop}. */
    public void serve() {
        if (stopped) {
            return;
        }
        server.serve();
        if (!stopped) {
            LOG.error("{} on port {} ended without being stopped", type, transport.getPort());
        }
    }

    /** The port that it listens on. */
    public int getPort() {
        return transport.getPort();
    }

    public ThriftConnectionType getType() {
        return type;
    }

    public boolean supportsWorkerTokens() {
        return transport.areWorkerTokensSupported();
    }

    public Map<String, Object> getConf() {
        return conf;
    }

    public TProcessor getProcessor() {
        return processor;
    }
}
