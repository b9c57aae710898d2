// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.security.auth.ThriftClient;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;

/**
 * A connection to a DRPC server, or to one of this JVM in local mode. One thread at a time may make calls on it. A call during which
 * the connection breaks is not repeated, because the server may have got it; the next one connects again.
 */
public class DRPCClient extends ThriftClient implements DistributedRPC.Iface {
    private static final int DEFAULT_MESSAGE_BYTES = 1_048_576;
    /** Of a message besides the arguments. */
    private static final int ENVELOPE_BYTES = 64;
    private static final int MOST_BYTES_PER_CHAR = 3;
    private static volatile ILocalDRPC localServer;

    private final int mostBytes;
    private DistributedRPC.Iface client;
    private final String host;
    private final int port;

    /** Makes all configured clients of this JVM call a server of this JVM, from its creation until it is closed. */
    public static class LocalOverride implements AutoCloseable {
        public LocalOverride(ILocalDRPC client) {
            localServer = client;
        }

        @Override
        public void close() throws Exception {
            localServer = null;
        }
    }

    public DRPCClient(Map<String, Object> conf, String host, int port) throws TTransportException {
        this(conf, host, port, null);
    }

    /** Connects; {@code timeout} is how many milliseconds to wait for an answer, null for without end. */
    public DRPCClient(Map<String, Object> conf, String host, int port, Integer timeout) throws TTransportException {
        super(conf, ThriftConnectionType.DRPC, host, port, timeout, null);
        this.host = host;
        this.port = port;
        this.client = new DistributedRPC.Client(protocol);
        this.mostBytes = ObjectReader.getInt(conf.get(Config.DRPC_MAX_BUFFER_SIZE), DEFAULT_MESSAGE_BYTES) - ENVELOPE_BYTES;
    }

    private DRPCClient(ILocalDRPC server) {
        super(Map.of(), ThriftConnectionType.LOCAL_FAKE, null);
        this.host = "localhost";
        this.port = -1;
        this.client = server;
        this.mostBytes = Integer.MAX_VALUE;
    }

    public static boolean isLocalOverride() {
        return localServer != null;
    }

    /** The name of this JVM's server in {@link ServiceRegistry}; null if clients do not call one. */
    public static String getOverrideServiceId() {
        ILocalDRPC server = localServer;
        return server == null ? null : server.getServiceId();
    }

    /**
     * Connects to one of {@link Config#DRPC_SERVERS}: a random one that answers. Each is tried once; only if none answers, they are tried
     * as patiently as is configured.
     */
    public static DRPCClient getConfiguredClient(Map<String, Object> conf) throws TTransportException {
        ILocalDRPC server = localServer;
        if (server != null) {
            return new DRPCClient(server);
        }
        List<String> servers = new ArrayList<>(ObjectReader.getStrings(conf.get(Config.DRPC_SERVERS)));
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("Configuration key " + Config.DRPC_SERVERS + " names no DRPC server; it must be a list of at least one");
        }
        Collections.shuffle(servers);
        Map<String, Object> once = new HashMap<>(conf);
        once.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        try {
            return anyOf(servers, once);
        } catch (RuntimeException e) {
            return anyOf(servers, conf);
        }
    }

    private static DRPCClient anyOf(List<String> servers, Map<String, Object> conf) throws TTransportException {
        RuntimeException failure = null;
        for (String each : servers) {
            try {
                return new DRPCClient(conf, each, ObjectReader.getInt(conf.get(Config.DRPC_PORT)));
            } catch (RuntimeException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure;
    }

    public String getHost() {
        return host;
    }

    public int getPort() {
        return port;
    }

    @Override
    public String execute(String func, String args) throws TException, DRPCExecutionException, AuthorizationException {
        if (args != null && (long) MOST_BYTES_PER_CHAR * (args.length() + func.length()) > mostBytes) {
            int bytes = args.getBytes(StandardCharsets.UTF_8).length + func.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > mostBytes) {
                DRPCExecutionException tooLarge = new WrappedDRPCExecutionException("the call has " + bytes + " bytes; the most that "
                    + Config.DRPC_MAX_BUFFER_SIZE + " leaves room for is " + mostBytes);
                tooLarge.set_type(DRPCExceptionType.FAILED_REQUEST);
                throw tooLarge;
            }
        }
        if (client == null) {
            reconnect();
            client = new DistributedRPC.Client(protocol);
        }
        try {
            return client.execute(func, args);
        } catch (TTransportException e) {
            client = null;
            throw e;
        }
    }

    /** The Thrift client under this one, or the server in this JVM; null while the connection is broken. */
    public DistributedRPC.Iface getClient() {
        return client;
    }
}
