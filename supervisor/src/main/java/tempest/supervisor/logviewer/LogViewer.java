// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.logviewer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.storm.shade.net.minidev.json.JSONArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.PortOwner;

/**
 * Serves logs over HTTP: {@code /api/v1/log} a part of a worker's log as text, {@code /api/v1/download} all of it,
 * {@code /api/v1/listLogs} the names; {@code daemonlog} and {@code daemondownload} the same for the daemons' own. On threads of its own,
 * which end when there is nothing to do. It never writes to any file.
 */
public final class LogViewer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogViewer.class);
    private static final int DEFAULT_PART_BYTES = 51_200;
    private static final int MAX_PART_BYTES = 10 << 20;
    private static final int THREADS = 4;
    private static final int QUEUE = 64;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private LogViewer(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Listens and serves; {@code port} 0 means any free one. */
    public static LogViewer open(int port, LogFiles workers, LogFiles daemons) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (BindException e) {
            throw new IOException(PortOwner.inUse(port, "logviewer.port"), e);
        }
        ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE),
            task -> new Thread(task, "logviewer"));
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", guarded(exchange -> answer(exchange, NOT_FOUND, "no such page; try /api/v1/listLogs")));
        server.createContext("/api/v1/log", guarded(exchange -> part(exchange, workers)));
        server.createContext("/api/v1/download", guarded(exchange -> download(exchange, workers)));
        server.createContext("/api/v1/daemonlog", guarded(exchange -> part(exchange, daemons)));
        server.createContext("/api/v1/daemondownload", guarded(exchange -> download(exchange, daemons)));
        server.createContext("/api/v1/listLogs", guarded(exchange -> list(exchange, workers)));
        server.start();
        LOG.info("Log viewer listens on port {}", server.getAddress().getPort());
        return new LogViewer(server, threads);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static HttpHandler guarded(HttpHandler handler) {
        return exchange -> {
            try {
                if (exchange.getRequestMethod().equals("GET")) {
                    handler.handle(exchange);
                } else {
                    answer(exchange, NOT_ALLOWED, "only GET is allowed");
                }
            } catch (IllegalArgumentException e) {
                answer(exchange, BAD_REQUEST, e.getMessage());
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} failed: {}", exchange.getRequestURI(), e.toString());
                if (exchange.getResponseCode() < 0) {
                    answer(exchange, FAILED, "the log cannot be read; the log viewer's own log tells why");
                }
            } finally {
                exchange.close();
            }
        };
    }

    private static void part(HttpExchange exchange, LogFiles files) throws IOException {
        Map<String, String> query = query(exchange);
        Optional<Path> file = file(exchange, query, files);
        if (file.isEmpty()) {
            return;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file.get())) {
            long length = Math.min(number(query, "length", DEFAULT_PART_BYTES), MAX_PART_BYTES);
            // Without a start: the end, which is what one mostly looks for.
            long start = Math.min(number(query, "start", Math.max(0, channel.size() - length)), channel.size());
            channel.position(start);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, channel.size() - start));
            int read = 0;
            while (read >= 0 && bytes.hasRemaining()) {
                read = channel.read(bytes);
            }
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(OK, bytes.position() == 0 ? -1 : bytes.position());
            exchange.getResponseBody().write(bytes.array(), 0, bytes.position());
        }
    }

    private static void download(HttpExchange exchange, LogFiles files) throws IOException {
        Optional<Path> file = file(exchange, query(exchange), files);
        if (file.isPresent()) {
            String name = file.get().getFileName().toString().replaceAll("[^\\w.-]", "_");
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
            // Of unknown length: the log may grow meanwhile.
            exchange.sendResponseHeaders(OK, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                Files.copy(file.get(), out);
            }
        }
    }

    private static void list(HttpExchange exchange, LogFiles files) throws IOException {
        Map<String, String> query = query(exchange);
        List<String> names = files.list(query.get("topologyId"), query.get("port"));
        byte[] json = JSONArray.toJSONString(names).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(OK, json.length);
        exchange.getResponseBody().write(json);
    }

    private static Optional<Path> file(HttpExchange exchange, Map<String, String> query, LogFiles files) throws IOException {
        String name = query.get("file");
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("the query has no file=NAME");
        }
        Optional<Path> file = files.find(name);
        if (file.isEmpty()) {
            answer(exchange, NOT_FOUND, "there is no such log; /api/v1/listLogs names those there are");
        }
        return file;
    }

    private static long number(Map<String, String> query, String key, long fallback) {
        String text = query.get(key);
        if (text == null) {
            return fallback;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(key + " must be a number of bytes, 0 or more");
        }
        return Long.parseLong(text);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int code, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
