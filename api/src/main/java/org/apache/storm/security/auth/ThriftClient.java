// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.thrift.TConfiguration;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.protocol.TProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.utils.ObjectReader;

/**
 * A connection to a Thrift service, with waits and retries as configured. One thread at a time may make calls on it; any may
 * close it.
 */
public class ThriftClient implements AutoCloseable {
    private static final int DEFAULT_RETRIES = 3;
    private static final int DEFAULT_INTERVAL_MILLIS = 1000;
    private static final int DEFAULT_CEILING_MILLIS = 10_000;
    /** An answer may take long, a connection never does. */
    private static final int LONGEST_CONNECT_MILLIS = 10_000;
    private static final int MAX_MESSAGE_BYTES = Integer.MAX_VALUE;

    protected TProtocol protocol;
    protected boolean retryForever = false;

    private final Map<String, Object> conf;
    private final ThriftConnectionType type;
    private final String host;
    private final int port;
    private final Integer timeoutMillis;
    private final String asUser;
    private TTransport transport;

    public ThriftClient(Map<String, Object> conf, ThriftConnectionType type, String host) {
        this(conf, type, host, null, null, null);
    }

    public ThriftClient(Map<String, Object> conf, ThriftConnectionType type, String host, Integer port, Integer timeout) {
        this(conf, type, host, port, timeout, null);
    }

    /**
     * Connects.
     *
     * @param host the server
     * @param port null for the configured one
     * @param timeout milliseconds to wait for a connection and for each answer; null for the configured time, 0 for without end
     * @param asUser whom to act as, null for oneself
     * @throws RuntimeException if the server cannot be reached; a {@link TTransportException} is its cause or a cause of that
     */
    public ThriftClient(Map<String, Object> conf, ThriftConnectionType type, String host, Integer port, Integer timeout, String asUser) {
        if (host == null && !type.isFake()) {
            throw new IllegalArgumentException("No host to connect to for " + type);
        }
        this.conf = conf;
        this.type = type;
        this.host = host;
        this.port = port != null ? port : type.getPort(conf);
        this.timeoutMillis = timeout != null ? timeout : type.getSocketTimeOut(conf);
        this.asUser = asUser;
        if (type.isFake()) {
            return;
        }
        if (this.port <= 0 || this.port > 0xffff) {
            throw new IllegalArgumentException("Port " + this.port + " for " + type + " is not valid; it must be from 1 to 65535");
        }
        reconnect();
    }

    /** The open transport; null if closed or in this JVM. */
    public synchronized TTransport transport() {
        return transport;
    }

    /** Closes the connection if it is open, and connects anew. */
    public synchronized void reconnect() {
        close();
        TSocket socket = null;
        try {
            TConfiguration limits = new TConfiguration(MAX_MESSAGE_BYTES, TConfiguration.DEFAULT_MAX_FRAME_SIZE,
                TConfiguration.DEFAULT_RECURSION_DEPTH);
            int answer = timeoutMillis == null ? 0 : timeoutMillis;
            socket = new TSocket(limits, host, port, answer, answer == 0 ? LONGEST_CONNECT_MILLIS : Math.min(answer, LONGEST_CONNECT_MILLIS));
            TBackoffConnect connector = new TBackoffConnect(
                ObjectReader.getInt(conf.get(Config.STORM_NIMBUS_RETRY_TIMES), DEFAULT_RETRIES),
                ObjectReader.getInt(conf.get(Config.STORM_NIMBUS_RETRY_INTERVAL), DEFAULT_INTERVAL_MILLIS),
                ObjectReader.getInt(conf.get(Config.STORM_NIMBUS_RETRY_INTERVAL_CEILING), DEFAULT_CEILING_MILLIS), retryForever);
            transport = connector.doConnectWithRetry(ClientAuthUtils.getTransportPlugin(type, conf), socket, host, asUser);
            protocol = new TBinaryProtocol(transport);
        } catch (IOException | TTransportException e) {
            if (socket != null) {
                socket.close();
            }
            throw new RuntimeException("Cannot connect to " + type + " at " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (transport != null) {
            transport.close();
            transport = null;
            protocol = null;
        }
    }
}
