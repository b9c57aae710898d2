// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import com.codahale.metrics.Timer;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.security.auth.authorizer.DRPCAuthorizerBase;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.metrics.PrometheusText;
import tempest.http.Callers;
import tempest.http.CrossSite;
import tempest.http.HttpSettings;
import tempest.http.WebServer;

/**
 * Calls by HTTP and HTTPS: {@code GET /drpc/FUNCTION/ARGUMENTS}, {@code GET /drpc/FUNCTION}, and {@code POST /drpc/FUNCTION} with the arguments
 * as its body. The answer is the result as it is; a failure is one line of JSON. Its threads read requests and write answers; none of them
 * waits for a topology.
 */
final class DrpcHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DrpcHttp.class);
    private static final String PREFIX = "/drpc/";
    /** A function may do anything, so pages of other sites may not call one. */
    private static final Pattern CHANGING = Pattern.compile("^" + PREFIX);
    private static final String ROUTES = "; use GET /drpc/FUNCTION/ARGUMENTS, or POST /drpc/FUNCTION with the arguments as the body";
    /** With slashes in any form. The path is never looked up in a file system, so ambiguity does no harm. */
    private static final UriCompliance ARGUMENTS_MAY_BE_A_URL = UriCompliance.DEFAULT.with("tempest", Violation.AMBIGUOUS_PATH_SEPARATOR,
        Violation.AMBIGUOUS_EMPTY_SEGMENT, Violation.AMBIGUOUS_PATH_ENCODING, Violation.AMBIGUOUS_PATH_SEGMENT,
        Violation.AMBIGUOUS_PATH_PARAMETER, Violation.SUSPICIOUS_PATH_CHARACTERS);
    private static final int MOST_THREADS = 32;
    private static final int LEAST_THREADS = 4;
    private static final int ARGUMENT_BYTES = 65_536;

    private final DrpcConfig config;
    private final DrpcRequestQueue requests;
    private final DrpcMetrics metrics;
    private final Callers callers;
    private final QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    private final WebServer server;

    DrpcHttp(DrpcConfig config, HttpSettings settings, DrpcRequestQueue requests, Callers callers, DrpcMetrics metrics) {
        this.config = config;
        this.requests = requests;
        this.callers = callers;
        this.metrics = metrics;
        this.server = new WebServer(settings, callers, new CrossSite(), CHANGING, this::configure);
    }

    void start() {
        threads.setName("drpc-http");
        server.start();
    }

    /** The port of HTTP, or of HTTPS if there is no other. */
    int port() {
        return server.port();
    }

    List<String> routes() {
        return server.routes();
    }

    private void configure(JavalinConfig javalin) {
        javalin.http.maxRequestSize = config.maxRequestBytes();
        javalin.jetty.threadPool = threads;
        javalin.jetty.modifyHttpConfiguration(DrpcHttp::allow);
        javalin.jetty.modifyServletContextHandler(handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        var routes = javalin.routes;
        routes.get(PREFIX + "<call>", this::call);
        routes.post(PREFIX + "<call>", this::call);
        routes.get("/metrics", context -> context.contentType(PrometheusText.CONTENT_TYPE).result(metrics.page()));
        routes.error(HttpStatus.CONTENT_TOO_LARGE.getCode(), context -> WebServer.error(context, HttpStatus.CONTENT_TOO_LARGE,
            "the arguments are larger than drpc.max_buffer_size, which is " + config.maxRequestBytes() + " bytes"));
    }

    private static void allow(HttpConfiguration http) {
        http.setRequestHeaderSize(Math.max(ARGUMENT_BYTES, http.getRequestHeaderSize()));
        http.setUriCompliance(ARGUMENTS_MAY_BE_A_URL);
    }

    private void call(Context context) throws AuthorizationException {
        metrics.httpCalls.mark();
        String[] words = decoded(context.req().getRequestURI());
        String function = words[0];
        String arguments = words[1];
        if (context.method() == HandlerType.POST) {
            if (!arguments.isEmpty()) {
                throw new IllegalArgumentException("a POST has its arguments in the body, not in the path" + ROUTES);
            }
            arguments = context.body();
        }
        callers.permit(context.req(), "execute", Map.of(DRPCAuthorizerBase.FUNCTION_NAME, function));
        Timer.Context duration = metrics.httpDurations.time();
        CompletableFuture<String> answer = metrics.counting(requests.submit(function, arguments));
        context.future(() -> answer.handleAsync((result, failure) -> {
            duration.stop();
            if (failure == null) {
                context.contentType("text/plain;charset=utf-8").result(result);
            } else {
                failed(failure, context);
            }
            return null;
        }, threads));
    }

    /** Function and arguments out of a path, as it came over the wire. */
    private static String[] decoded(String uri) {
        String rest = uri.substring(uri.indexOf(PREFIX) + PREFIX.length());
        int slash = rest.indexOf('/');
        String function = slash < 0 ? rest : rest.substring(0, slash);
        if (function.isEmpty()) {
            throw new IllegalArgumentException("the path names no function" + ROUTES);
        }
        return new String[] {decode(function), slash < 0 ? "" : decode(rest.substring(slash + 1))};
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the path is malformed: " + e.getMessage(), e);
        }
    }

    private static void failed(Throwable failure, Context context) {
        if (failure instanceof DRPCExecutionException e) {
            WebServer.error(context, status(e.get_type()), String.valueOf(e.get_msg()));
        } else {
            LOG.error("Request {} failed", context.path(), failure);
            WebServer.error(context, HttpStatus.INTERNAL_SERVER_ERROR, failure.toString());
        }
    }

    private static HttpStatus status(DRPCExceptionType type) {
        return switch (type == null ? DRPCExceptionType.INTERNAL_ERROR : type) {
            case SERVER_SHUTDOWN -> HttpStatus.SERVICE_UNAVAILABLE;
            case SERVER_TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
