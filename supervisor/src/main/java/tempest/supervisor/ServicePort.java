// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.security.auth.tls.TlsTransportPlugin;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.TProcessor;
import tempest.cluster.ConfigReader;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.PortOwner;

/**
 * The port of a supervisor's Thrift service: on the transport that the configuration names, with the limits of all Thrift servers. The port is taken
 * first, since it is part of the supervisor's identity; requests that come before the service is there end their connection.
 */
final class ServicePort implements AutoCloseable {

    private static final long JOIN_MILLIS = 5_000;

    private final FatalErrorHandler fatal;
    private final ThriftServer server;
    private volatile TProcessor service;
    private volatile boolean closing;
    private Thread thread;

    private ServicePort(Map<String, Object> conf, FatalErrorHandler fatal) {
        this.fatal = fatal;
        this.server = new ThriftServer(withTransport(conf), (in, out) -> {
            TProcessor now = service;
            if (now == null) {
                throw new TException("the supervisor is starting");
            }
            now.process(in, out);
        }, ThriftConnectionType.SUPERVISOR);
    }

    /** The configuration with the transport that its port has: TLS, if {@code supervisor.thrift.client.use.tls} says so. */
    static Map<String, Object> withTransport(Map<String, Object> conf) {
        if (!new ConfigReader(conf).flag("supervisor.thrift.client.use.tls", false)) {
            return conf;
        }
        Map<String, Object> secured = new HashMap<>(conf);
        secured.put("supervisor.thrift.transport", TlsTransportPlugin.class.getName());
        return secured;
    }

    /** Takes the port; who connects waits until {@link #serve}. */
    static ServicePort listen(Map<String, Object> conf, FatalErrorHandler fatal) throws IOException {
        try {
            return new ServicePort(conf, fatal);
        } catch (RuntimeException e) {
            Optional<String> taken = PortOwner.inUse(e, ThriftConnectionType.SUPERVISOR.getPort(conf), "supervisor.thrift.port");
            if (taken.isPresent()) {
                throw new IOException(taken.get(), e);
            }
            throw e;
        }
    }

    void serve(TProcessor processor) {
        service = fatal.guard(processor);
        thread = new Thread(this::run, "supervisor-service");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        server.serve();
        if (!closing) {
            // The server has logged why: it catches everything.
            fatal.uncaughtException(Thread.currentThread(), new IllegalStateException("the server on port " + port() + " stopped by itself"));
        }
    }

    /** The port it listens on. */
    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        closing = true;
        server.stop();
        if (thread == null) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
