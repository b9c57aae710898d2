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
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final int SHOWN_BEFORE = 25_600;
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d([.,]\\d+)?");
    private static final DateTimeFormatter CHANGED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

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

    /** Searches all logs of a topology's workers, running or not; the newest lines first. */
    Map<String, Object> search(String topology, String text, int limit, Collection<String> hosts) {
        Answers answers = query(hosts, "api/v2/logs/search?topologyId=" + LogLinks.encoded(topology) + "&num-matches=" + limit + "&search-string="
            + LogLinks.encoded(text));
        List<List<Map<String, Object>>> byFile = new ArrayList<>();
        answers.byHost.forEach((host, found) -> found.forEach(file -> {
            List<Map<String, Object>> lines = new ArrayList<>();
            file.path("matches").forEach(match -> lines.add(match(host, file, match)));
            byFile.add(lines);
        }));
        List<Map<String, Object>> rows = newestFirst(byFile);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("matches", rows.subList(0, Math.min(limit, rows.size())));
        json.put("truncated", rows.size() >= limit);
        json.put("unreachable", answers.unreachable);
        return json;
    }

    private Map<String, Object> match(String host, JsonNode log, JsonNode match) {
        String file = log.path("file").asText();
        long offset = match.path("byteOffset").asLong();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("host", host);
        row.put("port", port(file));
        row.put("file", file);
        row.put("byteOffset", offset);
        row.put("modifiedMillis", log.path("modifiedMillis").asLong());
        row.put("line", match.path("line").asText());
        row.put("before", match.path("before"));
        row.put("after", match.path("after"));
        row.put("link", links.file(host, file) + "&start=" + Math.max(0, offset - SHOWN_BEFORE));
        return row;
    }

    /**
     * The lines of all files, the newest first: by the time that a line begins with, or else that of the one above it in this order; of the first ones by
     * when their file was changed last. What stands in one file keeps its order.
     *
     * @param byFile of each file its lines, the newest first
     */
    static List<Map<String, Object>> newestFirst(List<List<Map<String, Object>>> byFile) {
        record Dated(String time, Map<String, Object> row) { }
        List<Dated> all = new ArrayList<>();
        for (List<Map<String, Object>> rows : byFile) {
            String time = null;
            for (Map<String, Object> row : rows) {
                Matcher own = TIME.matcher((String) row.get("line"));
                if (own.lookingAt()) {
                    time = own.group().replace('T', ' ').replace(',', '.');
                } else if (time == null) {
                    time = CHANGED.format(Instant.ofEpochMilli((long) row.get("modifiedMillis")));
                }
                all.add(new Dated(time, row));
            }
        }
        return all.stream().sorted(Comparator.comparing(Dated::time).reversed()).map(Dated::row).toList();
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
