// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.json.JavalinJackson;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.PortOwner;

/**
 * An HTTP server as Storm's users configure it: filter, TLS, JSON errors, JSONP; and safe: refuses changes that other sites ask for, answers to its
 * own names alone, and tells browsers to run nothing that is not ours. Routes are the daemon's. Started and closed by one thread; handlers run on request threads.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int MOST_THREADS = 16;
    private static final int LEAST_THREADS = 4;
    private static final int SHOWN = 100;
    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*){0,5}");
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'; form-action 'self'";

    private final HttpSettings settings;
    private final Callers callers;
    private final CrossSite crossSite;
    private final Pattern changing;
    private final Javalin server;

    /**
     * @param changing paths whose GET changes something, too; null for none
     * @param routes   adds the daemon's routes
     */
    public WebServer(HttpSettings settings, Callers callers, CrossSite crossSite, Pattern changing, Consumer<JavalinConfig> routes) {
        this.settings = settings;
        this.callers = callers;
        this.crossSite = crossSite;
        this.changing = changing;
        this.server = Javalin.create(javalin -> {
            configure(javalin);
            routes.accept(javalin);
        });
    }

    /** Serves, or fails with one line that says why not. */
    public void start() {
        try {
            server.start();
        } catch (RuntimeException e) {
            Optional<String> taken = PortOwner.inUse(e, settings.port(), settings.portKey());
            if (taken.isPresent()) {
                throw new IllegalStateException(taken.get(), e);
            }
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof KerberosFilter.WrongParameter wrong) {
                    throw new IllegalStateException("configuration " + filterKey() + ".params: " + wrong.getMessage(), e);
                }
            }
            throw new IllegalStateException("cannot listen on " + settings.bind().address().getHostAddress() + ":" + settings.port() + " (" + settings.portKey() + "): "
                + e.getMessage(), e);
        }
    }

    public int port() {
        return server.port();
    }

    /** What is served, as method and path, so that a test can ask for all of it; files of the page are not among it. */
    public List<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream().map(parsed -> parsed.endpoint)
            .filter(endpoint -> endpoint.method.isHttpMethod()).map(endpoint -> endpoint.method.name() + " " + endpoint.path).toList();
    }

    private void configure(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        javalin.jetty.modifyHttpConfiguration(this::harden);
        javalin.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JsonErrors()));
        if (settings.port() >= 0) {
            javalin.jetty.addConnector((jetty, http) -> connector(jetty, settings.port(), new HttpConnectionFactory(http)));
        }
        if (settings.tls() != null) {
            javalin.jetty.addConnector(this::secure);
        }
        if (settings.filter() != null) {
            javalin.jetty.modifyServletContextHandler(handler ->
                handler.addFilter(filter(), "/*", EnumSet.allOf(DispatcherType.class)));
        }
        javalin.jsonMapper(new JavalinJackson());
        javalin.routes.before(this::before);
        javalin.routes.after(this::jsonp);
        javalin.http.prefer405over404 = true;
        javalin.routes.error(404, this::notFound);
        javalin.routes.error(413, context -> error(context, HttpStatus.CONTENT_TOO_LARGE, "the body is larger than " + javalin.http.maxRequestSize + " bytes"));
        javalin.routes.exception(MethodNotAllowedResponse.class, WebServer::otherMethod);
        javalin.routes.exception(HttpResponseException.class, (refusal, context) -> error(context, HttpStatus.forStatus(refusal.getStatus()),
            refusal.getStatus() == HttpStatus.NOT_FOUND.getCode() ? nothingAt(context) : refusal.getMessage()));
        javalin.routes.exception(Exception.class, this::failed);
    }

    private void harden(HttpConfiguration http) {
        http.setRequestHeaderSize(settings.headerBytes());
        http.setSendServerVersion(false);
    }

    private ServerConnector connector(Server jetty, int port, ConnectionFactory... protocols) {
        ServerConnector connector = new ServerConnector(jetty, protocols);
        connector.setHost(settings.bind().address().getHostAddress());
        connector.setPort(port);
        return connector;
    }

    private ServerConnector secure(Server jetty, HttpConfiguration http) {
        HttpSettings.Tls tls = settings.tls();
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setKeyStorePath(tls.keyStore());
        keys.setKeyStorePassword(tls.keyStorePassword());
        keys.setKeyStoreType(tls.keyStoreType());
        keys.setKeyManagerPassword(tls.keyPassword());
        if (tls.trustStore() != null) {
            keys.setTrustStorePath(tls.trustStore());
            keys.setTrustStorePassword(tls.trustStorePassword());
            keys.setTrustStoreType(tls.trustStoreType());
        }
        keys.setWantClientAuth(tls.wantClientAuth());
        keys.setNeedClientAuth(tls.needClientAuth());
        if (tls.reload()) {
            jetty.addBean(new KeyStoreScanner(keys));
        }
        HttpConfiguration secure = new HttpConfiguration(http);
        // A name on the certificate is the client's to check: a server has several.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return connector(jetty, tls.port(), new SslConnectionFactory(keys, "http/1.1"), new HttpConnectionFactory(secure));
    }

    private String filterKey() {
        return settings.portKey().replaceFirst("port$", "filter");
    }

    private FilterHolder filter() {
        try {
            // Hadoop's own is for older servlets, and in no daemon's class path unless somebody put it there.
            Filter filter = settings.filter().equals(KerberosFilter.HADOOPS_NAME) ? new KerberosFilter()
                : (Filter) Class.forName(settings.filter()).getDeclaredConstructor().newInstance();
            FilterHolder holder = new FilterHolder(filter);
            holder.setAsyncSupported(true);
            settings.filterParams().forEach(holder::setInitParameter);
            return holder;
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new IllegalArgumentException("configuration " + filterKey() + " is " + settings.filter()
                + "; it must be a class on the daemon's class path that implements jakarta.servlet.Filter (" + e + ")", e);
        }
    }

    private void before(Context context) throws AuthorizationException {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "same-origin");
        context.header("Cache-Control", "no-cache");
        HttpServletRequest request = context.req();
        boolean reading = request.getMethod().matches("GET|HEAD|OPTIONS") && (changing == null || !changing.matcher(context.path()).find());
        String host = request.getHeader("Host");
        if (!settings.sites().isOwn(host)) {
            throw new Refused(HttpStatus.FORBIDDEN, "this server is not known as " + host.substring(0, Math.min(host.length(), SHOWN)) + ": if it should be,"
                + " add that name to " + AllowedSites.HOSTS);
        }
        if (reading) {
            context.header("Vary", "Origin");
            String origin = request.getHeader("Origin");
            if (settings.sites().mayRead(origin)) {
                // Without credentials, and such a page may change nothing.
                context.header("Access-Control-Allow-Origin", origin);
                context.header("Access-Control-Allow-Methods", "GET, HEAD");
            }
        } else if (crossSite.forged(request)) {
            throw new Refused(HttpStatus.FORBIDDEN, "another site's page asked for this, so it is refused; this server's own pages may ask, and "
                + "programs that are no browser");
        }
        callers.admit(request);
    }

    private void jsonp(Context context) {
        String function = context.queryParam("callback");
        String type = context.res().getContentType();
        if (function == null || type == null || !type.startsWith("application/json") || !context.method().name().equals("GET")) {
            return;
        }
        if (!settings.sites().mayLoadScripts(context.header("Referer"))) {
            error(context, HttpStatus.FORBIDDEN, "callback is for pages of other sites, and this one is not named by " + AllowedSites.ORIGINS);
            return;
        }
        if (!FUNCTION.matcher(function).matches()) {
            error(context, HttpStatus.BAD_REQUEST, "callback is not the name of a function");
            return;
        }
        context.result(function + "(" + context.result() + ");").contentType("application/javascript;charset=utf-8");
    }

    private void notFound(Context context) {
        // A handler that said what was not found has said it better.
        String type = context.res().getContentType();
        if (type == null || !type.startsWith("application/json")) {
            error(context, HttpStatus.NOT_FOUND, nothingAt(context));
        }
    }

    private static String nothingAt(Context context) {
        return "there is no " + context.path();
    }

    /** There is such a path, but not for this method; a browser may ask for which there is one. */
    private static void otherMethod(MethodNotAllowedResponse refusal, Context context) {
        String allowed = refusal.getDetails().getOrDefault("availableMethods", "");
        context.header("Allow", allowed);
        if (context.req().getMethod().equals("OPTIONS")) {
            context.status(HttpStatus.NO_CONTENT);
        } else {
            error(context, HttpStatus.METHOD_NOT_ALLOWED, context.req().getMethod() + " is not possible for " + context.path() + "; it takes " + allowed);
        }
    }

    private void failed(Exception failure, Context context) {
        if (failure instanceof Refused e) {
            error(context, e.status(), e.getMessage());
        } else if (failure instanceof NotAliveException e) {
            error(context, HttpStatus.NOT_FOUND, e.get_msg());
        } else if (failure instanceof AuthorizationException e) {
            error(context, HttpStatus.FORBIDDEN, e.get_msg());
        } else if (failure instanceof IllegalArgumentException) {
            error(context, HttpStatus.BAD_REQUEST, failure.getMessage());
        } else if (failure instanceof TTransportException) {
            LOG.debug("Nimbus did not answer {}", context.path(), failure);
            error(context, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(failure.getMessage()));
        } else if (failure instanceof InvalidTopologyException e) {
            error(context, HttpStatus.BAD_REQUEST, e.get_msg());
        } else if (failure instanceof TException) {
            LOG.debug("Nimbus refused {}", context.path(), failure);
            error(context, HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(failure.getMessage()));
        } else {
            LOG.error("Request {} failed", context.path(), failure);
            error(context, HttpStatus.INTERNAL_SERVER_ERROR, failure.toString());
        }
    }

    /** Answers with an error as Storm's clients know it. */
    public static void error(Context context, HttpStatus status, String message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", status.getCode() + " " + status.getMessage());
        json.put("errorMessage", message);
        context.status(status).json(json);
    }

    @Override
    public void close() {
        server.stop();
    }
}
