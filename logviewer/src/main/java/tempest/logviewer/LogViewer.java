// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import tempest.cluster.Clock;
import tempest.cluster.ConfigReader;
import tempest.cluster.LocalLayout;
import tempest.cluster.metrics.PrometheusText;
import tempest.http.Callers;
import tempest.http.CrossSite;
import tempest.http.HttpSettings;
import tempest.http.Refused;
import tempest.http.WebServer;

/**
 * Serves this computer's logs over HTTP under Storm's routes, a part at a time. Started and closed by one thread; handlers run on request
 * threads. These never write to any file; old logs are removed by a {@link LogCleaner}, if that is configured.
 */
public final class LogViewer implements AutoCloseable {
    private static final int DEFAULT_PORT = 8000;
    /** Topology, port, file, and one more folder in between. */
    private static final int WORKER_DEPTH = 4;
    private static final int DEFAULT_MATCHES = 10;
    private static final int MOST_FILES_SEARCHED = 200;
    private static final String DUMPS = ".*\\.(txt|bin|hprof|jfr)";

    private final LocalLayout layout;
    private final LogFiles workers;
    private final LogFiles daemons;
    private final LogAccess access;
    private final Callers callers;
    private final WebServer server;
    private final Optional<LogCleaner> cleaner;

    /** @throws IllegalArgumentException if a setting is wrong */
    public LogViewer(Map<String, Object> conf, LocalLayout layout) {
        this.layout = layout;
        this.workers = new LogFiles(layout.workersArtifacts(), WORKER_DEPTH);
        this.daemons = new LogFiles(daemonLogs(conf, layout), 1);
        this.cleaner = CleanUpLimits.of(conf).map(limits -> new LogCleaner(layout, limits, Clock.system()));
        HttpSettings settings = HttpSettings.of(conf, "logviewer", "logviewer", DEFAULT_PORT);
        this.access = new LogAccess(conf, !settings.authenticates());
        this.callers = Callers.of(conf, "ui.http.creds.plugin", null, null);
        this.server = new WebServer(settings, callers, new CrossSite(), null, javalin -> addTo(javalin.routes));
    }

    private static Path daemonLogs(Map<String, Object> conf, LocalLayout layout) {
        String appender = new ConfigReader(conf).text("logviewer.appender.name", "");
        boolean known = !appender.isBlank() && LogManager.getContext(false) instanceof LoggerContext;
        return known ? DaemonLogFolder.of(appender, ((LoggerContext) LogManager.getContext(false)).getConfiguration(), layout.logs()) : layout.logs();
    }

    private void addTo(RoutesConfig routes) {
        // The second form is that of older releases, for bookmarked links.
        for (String base : new String[] {"/api/v1/", "/"}) {
            routes.get(base + "log", context -> page(context, workers, base + "log"));
            routes.get(base + "daemonlog", context -> page(context, daemons, base + "daemonlog"));
            routes.get(base + "download", context -> download(context, workers));
            routes.get(base + "daemondownload", context -> download(context, daemons));
            routes.get(base + "search", this::search);
        }
        routes.get("/api/v1/searchLogs", this::list);
        routes.get("/api/v1/listLogs", this::list);
        routes.get("/api/v1/deepSearch/{topology}", this::deepSearch);
        routes.get("/api/v1/dumps/{topology}/{worker}", this::dumps);
        routes.get("/api/v1/dumps/{topology}/{worker}/{file}", this::dump);
        routes.get("/api/v2/logs", this::files);
        routes.get("/api/v2/logs/search", this::latest);
        routes.get("/metrics", context -> context.contentType(PrometheusText.CONTENT_TYPE).result(new PrometheusText().jvm("logviewer").toString()));
    }

    /** Serves; fails with one line if it cannot. */
    public void start() {
        server.start();
        cleaner.ifPresent(LogCleaner::start);
    }

    public int port() {
        return server.port();
    }

    List<String> routes() {
        return server.routes();
    }

    private Path file(Context context, LogFiles files) throws IOException {
        String name = context.queryParam("file");
        if (name == null || name.isBlank()) {
            throw Refused.badRequest("the query has no file=NAME");
        }
        Path file = files.find(name).orElseThrow(() -> Refused.notFound("there is no such log; /api/v1/listLogs names those there are"));
        permit(context, files, file);
        return file;
    }

    private void permit(Context context, LogFiles files, Path file) throws IOException {
        String user = callers.user(context.req());
        if (!(files == daemons ? access.daemons(user) : access.worker(user, artifacts(file)))) {
            throw new Refused(HttpStatus.FORBIDDEN, "user " + (user == null ? "(unknown)" : user) + " may not read this log");
        }
    }

    /** The folder of the worker that a file belongs to. */
    private Path artifacts(Path file) throws IOException {
        Path root = layout.workersArtifacts().toRealPath();
        Path within = root.relativize(file);
        return within.getNameCount() < 2 ? root : root.resolve(within.subpath(0, 2));
    }

    private void page(Context context, LogFiles files, String route) throws IOException {
        Path file = file(context, files);
        int length = (int) Math.min(number(context, "length", LogPart.DEFAULT_BYTES), LogPart.MOST_BYTES);
        LogPart part = LogPart.read(file, number(context, "start", -1), length);
        String name = context.queryParam("file");
        String accepted = String.valueOf(context.header("Accept"));
        if (accepted.contains("application/json") || context.queryParam("callback") != null) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", name);
            json.put("start", part.start());
            json.put("length", part.bytes().length);
            json.put("size", part.size());
            json.put("text", part.text());
            context.json(json);
        } else if (accepted.contains("text/html")) {
            context.contentType("text/html;charset=utf-8").result(LogPage.log(route, name, part, length, context.queryParam("grep")));
        } else {
            context.contentType("text/plain;charset=utf-8").result(part.bytes());
        }
    }

    private static long number(Context context, String key, long fallback) {
        String text = context.queryParam(key);
        if (text == null || text.isEmpty()) {
            return fallback;
        }
        if (!text.matches("\\d{1,18}")) {
            throw Refused.badRequest(key + " is " + text + "; it must be a number, 0 or more");
        }
        return Long.parseLong(text);
    }

    private void download(Context context, LogFiles files) throws IOException {
        send(context, file(context, files));
    }

    private static void send(Context context, Path file) throws IOException {
        String name = file.getFileName().toString().replaceAll("[^\\w.-]", "_");
        context.contentType("application/octet-stream").header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        context.result(Files.newInputStream(file, java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    private List<String> readable(Context context, String topology, String port) throws IOException {
        String user = callers.user(context.req());
        List<String> names = new ArrayList<>();
        for (String name : workers.list(topology, port)) {
            Optional<Path> file = workers.find(name);
            if (file.isPresent() && access.worker(user, artifacts(file.get()))) {
                names.add(name);
            }
        }
        return names;
    }

    /** The requested topology, which Storm's clients call topoId; null for all. */
    private static String topology(Context context) {
        String topology = context.queryParam("topologyId");
        return topology == null ? context.queryParam("topoId") : topology;
    }

    private void list(Context context) throws IOException {
        context.json(readable(context, topology(context), context.queryParam("port")));
    }

    private void files(Context context) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : readable(context, topology(context), context.queryParam("port"))) {
            Optional<Path> file = workers.find(name);
            if (file.isPresent()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("file", name);
                row.put("bytes", Files.size(file.get()));
                row.put("modifiedMillis", Files.getLastModifiedTime(file.get()).toMillis());
                rows.add(row);
            }
        }
        context.json(rows);
    }

    private static String wanted(Context context) {
        String text = context.queryParam("search-string");
        if (text == null || text.isEmpty()) {
            throw Refused.badRequest("the query has no search-string=TEXT");
        }
        if (text.length() > LogSearch.MOST_TEXT) {
            throw Refused.badRequest("the text to look for is longer than " + LogSearch.MOST_TEXT + " characters");
        }
        return text;
    }

    private static int most(Context context) {
        return (int) Math.max(1, Math.min(LogSearch.MOST_MATCHES, number(context, "num-matches", DEFAULT_MATCHES)));
    }

    private void search(Context context) throws IOException {
        boolean daemon = "yes".equals(context.queryParam("is-daemon"));
        Path file = file(context, daemon ? daemons : workers);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("isDaemon", daemon ? "yes" : "no");
        addMatches(json, context, file, context.queryParam("file"), most(context), number(context, "start-byte-offset", 0), daemon);
        context.json(json);
    }

    private List<Map<String, Object>> addMatches(Map<String, Object> json, Context context, Path file, String name, int most, long start, boolean daemon)
            throws IOException {
        LogSearch.Found found = LogSearch.in(file, wanted(context), most, start);
        List<Map<String, Object>> matches = new ArrayList<>();
        for (LogSearch.Match match : found.matches()) {
            long from = Math.max(0, match.offset() - LogPart.DEFAULT_BYTES / 2);
            matches.add(match.json("/api/v1/" + (daemon ? "daemonlog" : "log") + "?file=" + LogPage.encoded(name) + "&start=" + from + "&length=" + LogPart.DEFAULT_BYTES));
        }
        json.put("searchString", wanted(context));
        json.put("startByteOffset", start);
        json.put("matches", matches);
        if (found.next() >= 0) {
            json.put("nextByteOffset", found.next());
        }
        return matches;
    }

    /** All workers' logs of a topology here, or one worker's; of each worker only the current log, unless archived ones are requested. */
    private void deepSearch(Context context) throws IOException {
        String topology = context.pathParam("topology");
        String port = context.queryParam("port");
        boolean archived = "on".equals(context.queryParam("search-archived")) || "true".equals(context.queryParam("search-archived"));
        long skipped = number(context, "start-file-offset", 0);
        int left = most(context);
        wanted(context);
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> names = readable(context, topology, port == null || port.equals("*") ? null : port).stream()
            .filter(name -> name.endsWith("/worker.log") || archived && name.contains("/worker.log.")).skip(skipped).limit(MOST_FILES_SEARCHED).toList();
        int searched = 0;
        for (String name : names) {
            if (left <= 0) {
                break;
            }
            Path file = workers.find(name).orElse(null);
            searched++;
            if (file != null) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("fileName", name);
                row.put("port", name.split("/")[1]);
                row.put("isDaemon", "no");
                List<Map<String, Object>> matches = addMatches(row, context, file, name, left, 0, false);
                left -= matches.size();
                if (!matches.isEmpty()) {
                    rows.add(row);
                }
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fileOffset", skipped + searched);
        json.put("searchString", wanted(context));
        json.put("matches", rows);
        context.json(json);
    }

    /** The latest lines of a topology's logs that contain a text, current and archived ones, by file. */
    private void latest(Context context) throws IOException {
        String topology = topology(context);
        if (topology == null) {
            throw Refused.badRequest("the query has no topologyId=ID");
        }
        String wanted = wanted(context);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : readable(context, topology, null).stream().filter(name -> name.contains("/worker.log")).limit(MOST_FILES_SEARCHED).toList()) {
            Optional<Path> file = workers.find(name);
            List<LatestLines.Line> lines = file.isPresent() ? LatestLines.of(file.get(), wanted, most(context)) : List.of();
            if (!lines.isEmpty()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("file", name);
                row.put("modifiedMillis", Files.getLastModifiedTime(file.get()).toMillis());
                row.put("matches", lines.stream().map(LatestLines.Line::json).toList());
                rows.add(row);
            }
        }
        context.json(rows);
    }

    private Path dumpsFolder(Context context) throws IOException {
        String worker = context.pathParam("worker");
        String port = worker.substring(worker.lastIndexOf(':') + 1);
        Path folder = workers.folder(context.pathParam("topology") + "/" + port).orElseThrow(() -> Refused.notFound("there is no such worker here"));
        permit(context, workers, folder);
        return folder;
    }

    private void dumps(Context context) throws IOException {
        List<String> names;
        try (var files = Files.list(dumpsFolder(context))) {
            names = files.map(file -> file.getFileName().toString()).filter(name -> name.matches(DUMPS)).sorted().toList();
        }
        String base = "/api/v1/dumps/" + LogPage.encoded(context.pathParam("topology")) + "/" + LogPage.encoded(context.pathParam("worker")) + "/";
        if (String.valueOf(context.header("Accept")).contains("text/html")) {
            context.contentType("text/html;charset=utf-8").result(LogPage.list("Dumps of " + context.pathParam("worker"), base, names));
        } else {
            context.json(names);
        }
    }

    private void dump(Context context) throws IOException {
        Path folder = dumpsFolder(context);
        String name = context.pathParam("file");
        if (!name.matches(DUMPS)) {
            throw Refused.notFound("there is no such dump");
        }
        Path file = workers.find(layout.workersArtifacts().toRealPath().relativize(folder) + "/" + name)
            .orElseThrow(() -> Refused.notFound("there is no such dump"));
        send(context, file);
    }

    @Override
    public void close() {
        cleaner.ifPresent(LogCleaner::close);
        server.close();
    }
}
