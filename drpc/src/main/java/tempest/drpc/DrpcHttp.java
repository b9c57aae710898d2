// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.json.JavalinJackson;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.BindException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.security.auth.IHttpCredentialsPlugin;
import org.apache.storm.security.auth.ReqContext;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.PortOwner;

/**
 * Calls by HTTP and HTTPS: {@code GET /drpc/FUNCTION/ARGUMENTS}, {@code GET /drpc/FUNCTION}, and {@code POST /drpc/FUNCTION} with the arguments
 * as its body. The answer is the result as it is; a failure is one line of JSON. Its threads read requests and write answers; none of them
 * waits for a topology.
 */
final class DrpcHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DrpcHttp.class);
    private static final String PREFIX = "/drpc/";
    private static final String ROUTES = "; ask GET /drpc/FUNCTION/ARGUMENTS, or POST /drpc/FUNCTION with the arguments as the body";
    /** With slashes in any form. Nothing here looks a path up anywhere, so that there is nothing to be ambiguous about. */
    private static final UriCompliance ARGUMENTS_MAY_BE_A_URL = UriCompliance.DEFAULT.with("tempest", Violation.AMBIGUOUS_PATH_SEPARATOR,
        Violation.AMBIGUOUS_EMPTY_SEGMENT, Violation.AMBIGUOUS_PATH_ENCODING, Violation.AMBIGUOUS_PATH_SEGMENT,
        Violation.AMBIGUOUS_PATH_PARAMETER, Violation.SUSPICIOUS_PATH_CHARACTERS);
    private static final int MOST_THREADS = 32;
    private static final int LEAST_THREADS = 4;
    private static final int MOST_HEADER_BYTES = 65_536;

    private final DrpcConfig config;
    private final CallService calls;
    private final Figures figures;
    private final IHttpCredentialsPlugin credentials;
    private final Filter filter;
    private final QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    private final Javalin server;
    private ServerConnector plain;
    private ServerConnector secure;

    /** @param credentials prepared; null if nobody's name is known */
    DrpcHttp(DrpcConfig config, CallService calls, Figures figures, IHttpCredentialsPlugin credentials) {
        this.config = config;
        this.calls = calls;
        this.figures = figures;
        this.credentials = credentials;
        this.filter = Access.plugIn(config.filter(), "drpc.http.filter", Filter.class);
        this.server = Javalin.create(this::configure);
    }

    void start() {
        threads.setName("drpc-http");
        try {
            server.start();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    boolean plainFree = plain == null || plain.isOpen();
                    throw new IllegalStateException(plainFree && config.https() != null ? PortOwner.inUse(config.https().port(), "drpc.https.port")
                        : PortOwner.inUse(config.httpPort(), "drpc.http.port"), e);
                }
            }
            throw new IllegalStateException("HTTP cannot be served (drpc.http.port, drpc.https.port): " + e.getMessage(), e);
        }
    }

    /** Where HTTP is answered; below 0 if nowhere. */
    int port() {
        return plain == null ? -1 : plain.getLocalPort();
    }

    /** Where HTTPS is answered; below 0 if nowhere. */
    int securePort() {
        return secure == null ? -1 : secure.getLocalPort();
    }

    private void configure(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.jsonMapper(new JavalinJackson());
        javalin.http.maxRequestSize = config.maxRequestBytes();
        javalin.jetty.threadPool = threads;
        javalin.jetty.modifyServer(jetty -> jetty.setErrorHandler(new OneLineErrors()));
        javalin.jetty.modifyServletContextHandler(this::modify);
        if (config.httpPort() >= 0) {
            javalin.jetty.addConnector((jetty, http) -> {
                limit(http);
                plain = new ServerConnector(jetty, new org.eclipse.jetty.server.HttpConnectionFactory(http));
                plain.setPort(config.httpPort());
                return plain;
            });
        }
        if (config.https() != null) {
            javalin.jetty.addConnector((jetty, http) -> {
                limit(http);
                secure = SecureConnector.of(config.https(), jetty, http);
                return secure;
            });
        }
        var routes = javalin.routes;
        routes.before(context -> context.header("X-Content-Type-Options", "nosniff"));
        routes.get(PREFIX + "<call>", this::call);
        routes.post(PREFIX + "<call>", this::call);
        routes.error(HttpStatus.NOT_FOUND.getCode(), context -> error(context, HttpStatus.NOT_FOUND, "there is no " + context.path() + ROUTES));
        routes.error(HttpStatus.CONTENT_TOO_LARGE.getCode(), context -> error(context, HttpStatus.CONTENT_TOO_LARGE,
            "the arguments are larger than drpc.max_buffer_size, which is " + config.maxRequestBytes() + " bytes"));
        routes.exception(Exception.class, DrpcHttp::failed);
    }

    private static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setUriCompliance(ARGUMENTS_MAY_BE_A_URL);
    }

    private void modify(ServletContextHandler handler) {
        handler.getServletHandler().setDecodeAmbiguousURIs(true);
        if (filter != null) {
            FilterHolder holder = new FilterHolder(filter);
            holder.setInitParameters(config.filterParameters());
            holder.setAsyncSupported(true);
            handler.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
    }

    private void call(Context context) throws AuthorizationException {
        figures.httpCalls.mark();
        String[] words = decoded(context.req().getRequestURI());
        String arguments = words[1];
        if (context.method() == HandlerType.POST) {
            if (!arguments.isEmpty()) {
                throw new IllegalArgumentException("a POST has its arguments in the body, not in the path" + ROUTES);
            }
            arguments = context.body();
        }
        ReqContext.reset();
        if (credentials != null) {
            credentials.populateContext(ReqContext.context(), context.req());
        }
        var duration = figures.httpDurations.time();
        CompletableFuture<String> answer = calls.call(words[0], arguments);
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
            error(context, status(e.get_type()), e.get_msg());
        } else if (failure instanceof AuthorizationException e) {
            error(context, HttpStatus.FORBIDDEN, e.get_msg());
        } else if (failure instanceof IllegalArgumentException) {
            error(context, HttpStatus.BAD_REQUEST, failure.getMessage());
        } else {
            LOG.error("Request {} failed", context.path(), failure);
            error(context, HttpStatus.INTERNAL_SERVER_ERROR, failure.toString());
        }
    }

    private static HttpStatus status(DRPCExceptionType type) {
        return switch (type == null ? DRPCExceptionType.INTERNAL_ERROR : type) {
            case SERVER_SHUTDOWN -> HttpStatus.SERVICE_UNAVAILABLE;
            case SERVER_TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static void error(Context context, HttpStatus status, String message) {
        context.status(status).json(Map.of("error", status.getCode() + " " + status.getMessage(), "errorMessage", String.valueOf(message)));
    }

    @Override
    public void close() {
        server.stop();
    }
}
