// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import java.net.BindException;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.thrift.TException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.NimbusRpc;
import tempest.cluster.PortOwner;

/** The HTTP server. Its threads only ask Nimbus and turn the answer into JSON; it keeps nothing between requests. */
final class UiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UiServer.class);
    private static final int MOST_THREADS = 12;
    private static final int LEAST_THREADS = 4;

    private final UiConfig config;
    private final Map<String, Object> conf;
    private final NimbusRpc nimbus;
    private final Javalin server;

    UiServer(UiConfig config, Map<String, Object> conf, NimbusRpc nimbus) {
        this.config = config;
        this.conf = conf;
        this.nimbus = nimbus;
        this.server = Javalin.create(this::configure);
    }

    void start() {
        try {
            server.start(config.host(), config.port());
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    throw new IllegalStateException(PortOwner.inUse(config.port(), "ui.port"), e);
                }
            }
            throw new IllegalStateException("cannot listen on " + config.host() + ":" + config.port()
                + " (ui.host, ui.port): " + e.getMessage(), e);
        }
    }

    int port() {
        return server.port();
    }

    private void configure(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        javalin.jsonMapper(new JavalinJackson());
        javalin.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/tempest/ui/page";
            files.location = Location.CLASSPATH;
        });
        var routes = javalin.routes;
        routes.before(this::harden);
        routes.get("/api/v1/cluster/configuration", this::configuration);
        routes.get("/api/v1/cluster/summary", context -> context.json(
            ClusterJson.summary(nimbus.call(n -> n.getClusterInfo()), conf)));
        routes.get("/api/v1/nimbus/summary", context -> context.json(
            ClusterJson.nimbuses(nimbus.call(n -> n.getClusterInfo()).get_nimbuses(), config.logviewerPort())));
        routes.get("/api/v1/supervisor/summary", context -> context.json(
            ClusterJson.supervisors(nimbus.call(n -> n.getClusterInfo()).get_supervisors(), config.logviewerPort())));
        routes.get("/api/v1/topology/summary", context -> context.json(
            TopologyJson.summaries(nimbus.call(n -> n.getTopologySummaries()))));
        routes.get("/api/v1/topology/{id}", this::topology);
        routes.error(HttpStatus.NOT_FOUND.getCode(), this::notFound);
        routes.exception(Exception.class, this::failed);
    }

    private void harden(Context context) {
        context.header("Content-Security-Policy", "default-src 'self'");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Cache-Control", "no-cache");
    }

    private void configuration(Context context) throws TException {
        String json = nimbus.call(n -> n.getNimbusConf());
        context.contentType("application/json;charset=utf-8").result(json);
    }

    private void topology(Context context) throws TException {
        String id = context.pathParam("id");
        Window window = Window.of(context.queryParam("window"));
        boolean system = Boolean.parseBoolean(context.queryParam("sys"));
        TopologyPageInfo page = nimbus.call(n -> n.getTopologyPageInfo(id, window.key(), system));
        context.json(TopologyJson.page(page, window, config.logviewerPort()));
    }

    private void notFound(Context context) {
        if (context.path().startsWith("/api/")) {
            String result = context.result();
            // A handler that said what was not found has said it better.
            if (result == null || !result.startsWith("{")) {
                error(context, HttpStatus.NOT_FOUND, "Not Found", "there is no " + context.path());
            }
        }
    }

    private void failed(Exception failure, Context context) {
        if (failure instanceof NotAliveException e) {
            error(context, HttpStatus.NOT_FOUND, "Not Found", "no topology " + e.get_msg());
        } else if (failure instanceof AuthorizationException e) {
            error(context, HttpStatus.FORBIDDEN, "Forbidden", e.get_msg());
        } else if (failure instanceof IllegalArgumentException) {
            error(context, HttpStatus.BAD_REQUEST, "Bad Request", failure.getMessage());
        } else if (failure instanceof TException) {
            LOG.debug("Nimbus did not answer {}", context.path(), failure);
            error(context, HttpStatus.SERVICE_UNAVAILABLE, "Nimbus Unavailable", String.valueOf(failure.getMessage()));
        } else {
            LOG.error("Request {} failed", context.path(), failure);
            error(context, HttpStatus.INTERNAL_SERVER_ERROR, "Internal Server Error", failure.toString());
        }
    }

    private static void error(Context context, HttpStatus status, String error, String message) {
        context.status(status).json(Map.of("error", status.getCode() + " " + error, "errorMessage", message));
    }

    @Override
    public void close() {
        server.stop();
    }
}
