// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BindAddress;
import tempest.cluster.PortOwner;

/**
 * {@code /metrics} of a process that has no other HTTP port. The page is made on a thread of its own, which ends when nobody asks. It never
 * does anything but read.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final int WAITING_REQUESTS = 16;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;

    static {
        // Without these a caller who sends half a request, or takes no answer, keeps the only thread for ever. The JDK reads them once.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor thread;

    private MetricsServer(HttpServer server, ThreadPoolExecutor thread) {
        this.server = server;
        this.thread = thread;
    }

    /**
     * Listens and serves.
     *
     * @param key  the configuration key that names the port, for the message if it is taken
     * @param port 0 for any free one
     * @param bind where it listens
     * @param page makes the page; called by the server's thread
     */
    public static MetricsServer open(String key, int port, BindAddress bind, Supplier<PrometheusText> page) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(bind.guard("its metrics", false).at(port), 0);
        } catch (BindException e) {
            throw new IOException(PortOwner.inUse(port, key), e);
        }
        ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_REQUESTS), task -> {
            Thread made = new Thread(task, "metrics");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
        server.setExecutor(thread);
        server.createContext("/", exchange -> answer(exchange, page));
        server.start();
        LOG.info("/metrics is served on port {}", server.getAddress().getPort());
        return new MetricsServer(server, thread);
    }

    private static void answer(HttpExchange exchange, Supplier<PrometheusText> page) throws IOException {
        try (exchange) {
            boolean found = exchange.getRequestURI().getPath().equals("/metrics");
            String text;
            int code = found ? OK : NOT_FOUND;
            try {
                text = found ? page.get().toString() : "only /metrics is here\n";
            } catch (RuntimeException e) {
                LOG.error("the metrics cannot be read", e);
                text = "the metrics cannot be read: " + e.getMessage() + "\n";
                code = FAILED;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", code == OK ? PrometheusText.CONTENT_TYPE : "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
