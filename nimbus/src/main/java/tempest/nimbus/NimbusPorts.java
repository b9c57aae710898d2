// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.thrift.TProcessor;
import tempest.cluster.BindAddress;
import tempest.cluster.ConfigReader;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.PortOwner;

/**
 * The ports that a Nimbus serves on: {@code nimbus.thrift.port}, and {@code nimbus.thrift.tls.port} with TLS if that is set, or that alone. Bound when made,
 * all or none. Made, started and closed by one thread; each port is served by a thread of its own.
 */
final class NimbusPorts implements AutoCloseable {
    private static final String PORT = "nimbus.thrift.port";
    private static final String TLS_PORT = "nimbus.thrift.tls.port";
    private static final String TLS_ONLY = "nimbus.thrift.tls.server.only";
    private static final String AUTHORIZER = "nimbus.authorizer";

    private final int port;
    private final List<ThriftServer> servers = new ArrayList<>();
    private volatile boolean closing;

    /**
     * Takes the ports.
     *
     * @throws IOException              if one is in use
     * @throws IllegalArgumentException if a setting is wrong, or strangers on other machines could call
     */
    NimbusPorts(Map<String, Object> conf, TProcessor service) throws IOException {
        ConfigReader read = new ConfigReader(conf);
        boolean tls = read.port(TLS_PORT, 0) > 0;
        boolean tlsOnly = read.flag(TLS_ONLY, false);
        if (tlsOnly && !tls) {
            throw ConfigReader.wrong(TLS_PORT, read.port(TLS_PORT, 0), "a port from 1 to 65535, since " + TLS_ONLY + " is true");
        }
        if (!tls && read.flag("nimbus.thrift.client.use.tls", false)) {
            throw ConfigReader.wrong(TLS_PORT, read.port(TLS_PORT, 0), "a port from 1 to 65535, since nimbus.thrift.client.use.tls is true");
        }
        try {
            if (tls) {
                servers.add(listen(conf, service, ThriftConnectionType.NIMBUS_TLS, TLS_PORT, "nimbus.thrift.tls.transport"));
            }
            if (!tlsOnly) {
                servers.add(listen(conf, service, ThriftConnectionType.NIMBUS, PORT, "nimbus.thrift.transport"));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        port = tlsOnly ? read.port(PORT, 6627) : servers.get(servers.size() - 1).getPort();
    }

    private static ThriftServer listen(Map<String, Object> conf, TProcessor service, ThriftConnectionType type, String portKey, String transportKey)
            throws IOException {
        BindAddress.of(conf).guard("Nimbus (" + portKey + ")", BindAddress.authenticates(conf, transportKey, AUTHORIZER));
        try {
            return new ThriftServer(conf, service, type);
        } catch (RuntimeException e) {
            Optional<String> taken = PortOwner.inUse(e, type.getPort(conf), portKey);
            if (taken.isPresent()) {
                throw new IOException(taken.get(), e);
            }
            throw e;
        }
    }

    /** The port without TLS, which may be closed, but by which others know this Nimbus. */
    int port() {
        return port;
    }

    /** Serves until {@link #close}; returns at once. */
    void serve(FatalErrorHandler fatal) {
        for (ThriftServer server : servers) {
            Thread thread = new Thread(() -> serve(server, fatal), server.getType() == ThriftConnectionType.NIMBUS ? "nimbus-thrift" : "nimbus-thrift-tls");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void serve(ThriftServer server, FatalErrorHandler fatal) {
        server.serve();
        if (!closing) {
            // The server has logged why: it catches everything.
            fatal.uncaughtException(Thread.currentThread(), new IllegalStateException("the server on port " + server.getPort() + " stopped by itself"));
        }
    }

    @Override
    public void close() {
        closing = true;
        servers.forEach(ThriftServer::stop);
    }
}
