// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tempest.http.Refused;
import tempest.ui.view.LogLinks;

/**
 * Queries the log viewers of the cluster's hosts in parallel and for a bounded time; one that does not answer is reported as unreachable and delays
 * no other. It contacts only hosts that it is given, and never follows redirects. Request threads.
 */
final class LogViewers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final int MOST_HOSTS = 256;
    private static final int MOST_BYTES = 8 << 20;
    static final int MOST_MATCHES = 1000;

    private final LogLinks links;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();

    LogViewers(LogLinks links) {
        this.links = links;
    }

    /** The log viewers' answers by host, and the hosts that did not answer. */
    private record Answers(Map<String, JsonNode> byHost, List<String> unreachable) { }

    private Answers query(Collection<String> hosts, String path) {
        Map<String, CompletableFuture<JsonNode>> pending = new LinkedHashMap<>();
        hosts.stream().distinct().limit(MOST_HOSTS).forEach(host -> pending.put(host, query(host, path)));
        Map<String, JsonNode> byHost = new LinkedHashMap<>();
        List<String> unreachable = new ArrayList<>();
        pending.forEach((host, answer) -> {
            try {
                byHost.put(host, answer.get(ANSWER.toSeconds() + 1, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                unreachable.add(host + ":" + links.port() + ": interrupted");
            } catch (ExecutionException | TimeoutException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                unreachable.add(host + ":" + links.port() + ": " + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
            }
        });
        return new Answers(byHost, unreachable);
    }

    private CompletableFuture<JsonNode> query(String host, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(links.base(host).replaceFirst("api/v1/$", "") + path)).timeout(ANSWER)
            .header("Accept", "application/json").build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).thenApply(response -> {
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES);
                if (response.statusCode() == 404 || response.statusCode() == 400) {
                    throw Refused.notFound(JSON.readTree(bytes).path("errorMessage").asText("no such log"));
                }
                if (response.statusCode() != 200) {
                    throw new IOException("the log viewer answers " + response.statusCode());
                }
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    /**
     * A topology's log files on all hosts.
     *
     * @param alive places, as host:port, where its workers run now
     */
    Map<String, Object> files(String topology, Collection<String> hosts, Collection<String> alive) {
        Answers answers = query(hosts, "api/v2/logs?topologyId=" + LogLinks.encoded(topology));
        List<Map<String, Object>> rows = new ArrayList<>();
        answers.byHost.forEach((host, files) -> files.forEach(file -> {
            String name = file.path("file").asText();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("host", host);
            row.put("port", port(name));
            row.put("file", name);
            row.put("bytes", file.path("bytes").asLong());
            row.put("modifiedMillis", file.path("modifiedMillis").asLong());
            row.put("link", links.file(host, name));
            row.put("download", links.download(host, name));
            row.put("alive", alive.contains(host + ":" + port(name)));
            rows.add(row);
        }));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("files", rows);
        json.put("unreachable", answers.unreachable);
        return json;
    }

    private static Integer port(String file) {
        String[] parts = file.split("/");
        return parts.length > 1 && parts[1].matches("\\d{1,5}") ? Integer.valueOf(parts[1]) : null;
    }

    /** Searches all logs of a topology's workers, running or not. */
    Map<String, Object> search(String topology, String text, int limit, Collection<String> hosts) {
        Answers answers = query(hosts, "api/v1/deepSearch/" + LogLinks.encoded(topology) + "?search-archived=on&num-matches=" + limit + "&search-string="
            + LogLinks.encoded(text));
        List<Map<String, Object>> rows = new ArrayList<>();
        answers.byHost.forEach((host, found) -> found.path("matches").forEach(file -> file.path("matches").forEach(match -> {
            if (rows.size() < limit) {
                rows.add(match(host, file.path("fileName").asText(), match));
            }
        })));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("matches", rows);
        json.put("truncated", rows.size() >= limit);
        json.put("unreachable", answers.unreachable);
        return json;
    }

    private Map<String, Object> match(String host, String file, JsonNode match) {
        List<String> before = lines(match.path("beforeString").asText());
        List<String> after = lines(match.path("afterString").asText());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("host", host);
        row.put("port", port(file));
        row.put("file", file);
        row.put("byteOffset", match.path("byteOffset").asLong());
        row.put("line", before.get(before.size() - 1) + match.path("matchString").asText() + after.get(0));
        row.put("before", before.subList(0, before.size() - 1));
        row.put("after", after.subList(1, after.size()));
        row.put("link", links.base(host).replaceFirst("/api/v1/$", "") + match.path("logviewerURL").asText());
        return row;
    }

    private static List<String> lines(String text) {
        return List.of(text.split("\\R", -1));
    }

    /** A part of one log file, from the log viewer of its host. */
    Map<String, Object> page(String host, String file, String start, String length) {
        String path = "api/v1/log?file=" + LogLinks.encoded(file) + (start == null ? "" : "&start=" + LogLinks.encoded(start))
            + (length == null ? "" : "&length=" + LogLinks.encoded(length));
        try {
            JsonNode part = query(host, path).get(ANSWER.toSeconds() + 1, TimeUnit.SECONDS);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("host", host);
            json.put("file", part.path("file").asText());
            json.put("start", part.path("start").asLong());
            json.put("length", part.path("length").asLong());
            json.put("size", part.path("size").asLong());
            json.put("text", part.path("text").asText());
            return json;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "interrupted");
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new Refused(HttpStatus.BAD_GATEWAY, "the log viewer at " + host + ":" + links.port() + " does not answer: "
                + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }
}
