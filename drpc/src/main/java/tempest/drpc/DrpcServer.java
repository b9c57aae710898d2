// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.daemon.metrics.reporters.PreparableReporter;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.thrift.TProcessor;
import tempest.cluster.BindAddress;
import tempest.cluster.CallAuthorizer;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;
import tempest.cluster.PortOwner;
import tempest.http.Callers;
import tempest.http.HttpSettings;

/**
 * A DRPC server: one request queue behind Thrift for callers, Thrift for topologies, HTTP and HTTPS, each with threads of its own. Built, started and
 * closed by one thread. It keeps nothing on disk and knows no other server.
 */
public final class DrpcServer implements AutoCloseable {
    /** How long the last answers may take to be sent. */
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int DEFAULT_HTTP_PORT = 3774;

    private final DrpcRequestQueue requests;
    private final ThriftServer calls;
    private final ThriftServer invocations;
    private final DrpcHttp http;
    private final List<PreparableReporter> reporters = new ArrayList<>();

    /** Binds the Thrift ports; serves nothing before {@link #start}. */
    public DrpcServer(Map<String, Object> conf) {
        DrpcConfig config = DrpcConfig.of(conf);
        HttpSettings settings = HttpSettings.of(conf, "drpc", "drpc.http", DEFAULT_HTTP_PORT);
        requests = new DrpcRequestQueue(config.timeoutMillis());
        MetricRegistry registry = new MetricRegistry();
        DrpcMetrics metrics = new DrpcMetrics(registry, requests::unanswered);
        String key = "storm.daemon.metrics.reporter.plugins";
        for (String name : new ConfigReader(conf).texts(key, List.of())) {
            PreparableReporter reporter = PlugIn.of(name, key, PreparableReporter.class);
            reporter.prepare(registry, conf);
            reporters.add(reporter);
        }
        Access access = new Access(CallAuthorizer.of(conf, "drpc.authorizer"));
        CallService service = new CallService(requests, access, metrics);
        http = settings.port() < 0 && settings.tls() == null ? null
            : new DrpcHttp(config, settings, requests, Callers.of(conf, "drpc.http.creds.plugin", "drpc.authorizer", null), metrics);
        calls = listen(conf, new CallService.Processor(service), ThriftConnectionType.DRPC, "drpc.port");
        try {
            invocations = listen(conf, new InvocationService.Processor(new InvocationService(requests, access, metrics)),
                ThriftConnectionType.DRPC_INVOCATIONS, "drpc.invocations.port");
        } catch (RuntimeException e) {
            calls.stop();
            throw e;
        }
    }

    private static ThriftServer listen(Map<String, Object> conf, TProcessor processor, ThriftConnectionType type, String key) {
        BindAddress.of(conf).guard("DRPC (" + key + ")", BindAddress.authenticates(conf, key.replace(".port", ".thrift.transport"), "drpc.authorizer"));
        try {
            return new ThriftServer(conf, processor, type);
        } catch (RuntimeException e) {
            Optional<String> taken = PortOwner.inUse(e, type.getPort(conf), key);
            if (taken.isPresent()) {
                throw new IllegalStateException(taken.get(), e);
            }
            throw e;
        }
    }

    /** Starts serving; returns at once. */
    public void start() {
        if (http != null) {
            http.start();
        }
        serve(calls, "drpc-calls");
        serve(invocations, "drpc-invocations");
        reporters.forEach(PreparableReporter::start);
    }

    private static void serve(ThriftServer server, String name) {
        Thread thread = new Thread(server::serve, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The port of callers. */
    public int port() {
        return calls.getPort();
    }

    /** The port of topologies. */
    public int invocationsPort() {
        return invocations.getPort();
    }

    /** The port of HTTP, or of HTTPS if there is no other; below 0 if neither is on. */
    public int httpPort() {
        return http == null ? -1 : http.port();
    }

    /** What is served by HTTP, as method and path. */
    List<String> httpRoutes() {
        return http.routes();
    }

    /** Fails every call that waits, then stops. */
    @Override
    public void close() {
        boolean someWait = requests.unanswered() > 0;
        requests.close();
        long end = System.nanoTime() + LAST_ANSWERS_NANOS;
        for (long left = LAST_ANSWERS_NANOS; someWait && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        calls.stop();
        invocations.stop();
        if (http != null) {
            http.close();
        }
        reporters.forEach(PreparableReporter::stop);
    }
}
