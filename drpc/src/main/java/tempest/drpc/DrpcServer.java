// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import com.codahale.metrics.MetricRegistry;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.daemon.metrics.reporters.PreparableReporter;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.thrift.TProcessor;
import tempest.cluster.ConfigReader;
import tempest.cluster.PortOwner;
import tempest.http.Callers;
import tempest.http.HttpSettings;

/**
 * A DRPC server: one desk, and its doors: Thrift for callers, Thrift for topologies, HTTP and HTTPS. Built, started and closed by one thread;
 * each door has threads of its own. It keeps nothing on disk and knows no other server.
 */
public final class DrpcServer implements AutoCloseable {
    /** So long may the last answers take to be sent off. */
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int DEFAULT_HTTP_PORT = 3774;

    private final RequestDesk desk;
    private final ThriftServer calls;
    private final ThriftServer invocations;
    private final DrpcHttp http;
    private final List<PreparableReporter> reporters = new ArrayList<>();

    /** Takes the Thrift ports; answers nothing before {@link #start}. */
    public DrpcServer(Map<String, Object> conf) {
        DrpcConfig config = DrpcConfig.of(conf);
        IAuthorizer authorizer = Access.plugIn(config.authorizer(), "drpc.authorizer", IAuthorizer.class);
        if (authorizer != null) {
            authorizer.prepare(conf);
        }
        HttpSettings settings = HttpSettings.of(conf, "drpc", "drpc.http", DEFAULT_HTTP_PORT);
        desk = new RequestDesk(config.timeoutMillis());
        MetricRegistry registry = new MetricRegistry();
        Figures figures = new Figures(registry, desk::unanswered);
        String key = "storm.daemon.metrics.reporter.plugins";
        for (String name : new ConfigReader(conf).texts(key, List.of())) {
            PreparableReporter reporter = Access.plugIn(name, key, PreparableReporter.class);
            reporter.prepare(registry, conf);
            reporters.add(reporter);
        }
        Access access = new Access(authorizer);
        CallService service = new CallService(desk, access, figures);
        http = settings.port() < 0 && settings.tls() == null ? null
            : new DrpcHttp(config, settings, desk, Callers.of(conf, "drpc.http.creds.plugin", "drpc.authorizer", null), figures);
        calls = listen(conf, new CallService.Processor(service), ThriftConnectionType.DRPC, "drpc.port");
        try {
            invocations = listen(conf, new InvocationService.Processor(new InvocationService(desk, access, figures)),
                ThriftConnectionType.DRPC_INVOCATIONS, "drpc.invocations.port");
        } catch (RuntimeException e) {
            calls.stop();
            throw e;
        }
    }

    private static ThriftServer listen(Map<String, Object> conf, TProcessor processor, ThriftConnectionType type, String key) {
        try {
            return new ThriftServer(conf, processor, type);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    throw new IllegalStateException(PortOwner.inUse(type.getPort(conf), key), e);
                }
            }
            throw e;
        }
    }

    /** Serves from now on; returns at once. */
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

    /** Where callers connect. */
    public int port() {
        return calls.getPort();
    }

    /** Where topologies connect. */
    public int invocationsPort() {
        return invocations.getPort();
    }

    /** Where HTTP is answered, or HTTPS if that is all there is; below 0 if nowhere. */
    public int httpPort() {
        return http == null ? -1 : http.port();
    }

    /** Tells every caller that waits, then stops. */
    @Override
    public void close() {
        boolean someWait = desk.unanswered() > 0;
        desk.close();
        long end = System.nanoTime() + FAREWELL_NANOS;
        for (long left = FAREWELL_NANOS; someWait && left > 0; left = end - System.nanoTime()) {
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
