// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The page's own files with made-up answers of the REST API, for what a real cluster can hardly be brought to show. Playwright's thread serves; a
 * test sets the answers before it opens a page. It never opens a port.
 */
final class CannedUi {
    static final String ADDRESS = "http://page.test/";
    private static final String API = "/api/";

    private final Path folder;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> queries = Collections.synchronizedList(new ArrayList<>());

    /** @param folder of the page's files */
    CannedUi(Path folder) {
        this.folder = folder;
    }

    /** Answers a path below {@code /api/}, without its query, from now on. */
    CannedUi answer(String path, String json) {
        answers.put(path, json);
        return this;
    }

    /** What was asked to be changed so far: method, path below {@code /api/} and body. */
    List<String> changes() {
        return List.copyOf(changes);
    }

    /** What was asked for so far that had a query: path below {@code /api/} and the query as the browser wrote it. */
    List<String> queries() {
        return List.copyOf(queries);
    }

    void serve(Page page) {
        page.route("**/*", this::answer);
    }

    private void answer(Route route) {
        String path = URI.create(route.request().url()).getPath();
        if (path.startsWith(API)) {
            String name = path.substring(API.length());
            if (!route.request().method().equals("GET")) {
                changes.add(route.request().method() + " " + name + " " + route.request().postData());
            }
            if (route.request().url().contains("?")) {
                queries.add(name + route.request().url().substring(route.request().url().indexOf('?')));
            }
            String json = answers.get(name);
            route.fulfill(new Route.FulfillOptions().setStatus(json == null ? 404 : 200).setContentType("application/json")
                .setBody(json == null ? "{\"errorMessage\":\"there is no " + name + "\"}" : json));
            return;
        }
        try {
            route.fulfill(new Route.FulfillOptions().setStatus(200).setContentType(type(path)).setBodyBytes(file(path.equals("/") ? "/index.html" : path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] file(String path) throws IOException {
        if (path.startsWith("/webjars/")) {
            try (InputStream in = CannedUi.class.getResourceAsStream("/META-INF/resources" + path)) {
                return in.readAllBytes();
            }
        }
        return Files.readAllBytes(folder.resolve(path.substring(1)));
    }

    private static String type(String path) {
        return path.endsWith("js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : path.endsWith(".svg") ? "image/svg+xml" : "text/html";
    }
}
