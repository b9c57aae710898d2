// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.security.auth.ThriftClient;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;

/** A connection to a DRPC server, or to one of this JVM in local mode. One thread at a time may make calls on it. */
public class DRPCClient extends ThriftClient implements DistributedRPC.Iface {
    private static volatile ILocalDRPC localServer;

    private final DistributedRPC.Iface client;
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
    }

    private DRPCClient(ILocalDRPC server) {
        super(Map.of(), ThriftConnectionType.LOCAL_FAKE, null);
        this.host = "localhost";
        this.port = -1;
        this.client = server;
    }

    public static boolean isLocalOverride() {
        return localServer != null;
    }

    /** The name of this JVM's server in {@link ServiceRegistry}; null if clients do not call one. */
    public static String getOverrideServiceId() {
        ILocalDRPC server = localServer;
        return server == null ? null : server.getServiceId();
    }

    /** Connects to one of {@link Config#DRPC_SERVERS}: a random one that answers. */
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
        return client.execute(func, args);
    }

    public DistributedRPC.Iface getClient() {
        return client;
    }
}
