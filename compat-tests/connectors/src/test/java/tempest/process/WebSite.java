// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small site for a crawler: pages that link to each other, one that moved, one that is gone, one that robots.txt forbids. Counts requests. One thread serves;
 * any thread reads.
 */
final class WebSite implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";

    private final HttpServer server;
    private final Map<String, String> pages = new TreeMap<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    /** With so many pages below the first one, and below each of these. */
    WebSite(int sections, int articles) throws IOException {
        StringBuilder first = new StringBuilder();
        for (int section = 0; section < sections; section++) {
            first.append(link("/section/" + section));
            StringBuilder links = new StringBuilder(link("/section/" + (section + 1) % sections));
            for (int article = 0; article < articles; article++) {
                String path = "/article/" + section + "/" + article;
                links.append(link(path));
                pages.put(path, page("Article " + section + " " + article, "An article in caf\u00e9s.", link("/section/" + section)));
            }
            pages.put("/section/" + section, page("Section " + section, "What there is.", links.toString()));
        }
        first.append(link("/moved")).append(link("/gone")).append(link("/private/page"));
        pages.put("/", page("Front", "Welcome.", first.toString()));
        pages.put("/new", page("New", "Moved to here.", ""));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private static String link(String path) {
        return "<a href=\"" + path + "\">more</a> ";
    }

    private static String page(String title, String text, String links) {
        return "<html><head><title>" + title + "</title></head><body><p>" + text + "</p>" + links + "</body></html>";
    }

    /** The addresses of all pages that can be had. */
    Iterable<String> addresses() {
        return pages.keySet().stream().map(this::address).toList();
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** How often each path was asked for. */
    Map<String, Integer> requests() {
        return new TreeMap<>(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.merge(path, 1, Integer::sum);
            if (path.equals("/moved")) {
                exchange.getResponseHeaders().set("Location", address("/new"));
                exchange.sendResponseHeaders(301, -1);
            } else if (path.equals("/robots.txt")) {
                send(exchange, "text/plain", "User-agent: *\nDisallow: /private/\n");
            } else if (pages.containsKey(path)) {
                send(exchange, HTML, pages.get(path));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
