// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.utils;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.SteadyTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a scheduler's configuration from an Artifactory server: {@code scheduler.config.loader.uri} names a YAML file there, or a folder whose
 * last file, by name, counts. The server is asked every {@code scheduler.config.loader.polltime.secs} at most. What was read last is kept in
 * {@code storm.local.dir} for when the server is away. Called by one thread at a time; nothing that goes wrong is thrown.
 */
public class ArtifactoryConfigLoader implements IConfigLoader {
    protected static final String LOCAL_ARTIFACT_DIR = "scheduler_artifacts";
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactoryConfigLoader.class);
    private static final int DEFAULT_TIMEOUT_SECS = 10;
    private static final int DEFAULT_POLL_SECS = 600;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final String STORAGE = "api/storage";

    private final Location location;
    private final Duration timeout;
    private final int pollSecs;
    private final Path folder;
    private final HttpClient http;
    private Map<String, Object> last;
    private long askedAt;

    /** Where on which server. */
    private record Location(String scheme, String host, int port, String base, String path) {
        static Location of(Object uri, String base) {
            URI parsed = URI.create(uri.toString());
            if (parsed.getHost() == null || parsed.getScheme() == null) {
                throw new IllegalArgumentException("it names no server");
            }
            String scheme = parsed.getScheme().substring(parsed.getScheme().indexOf('+') + 1);
            int port = parsed.getPort() >= 0 ? parsed.getPort() : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
            String path = parsed.getPath();
            return new Location(scheme, parsed.getHost(), port, base, path.startsWith(base) ? path.substring(base.length()) : path);
        }
    }

    public ArtifactoryConfigLoader(Map<String, Object> conf) {
        Object uri = conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_URI);
        String base = ObjectReader.getString(conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_ARTIFACTORY_BASE_DIRECTORY), "/artifactory");
        location = uri == null ? null : Location.of(uri, base);
        timeout = Duration.ofSeconds(ObjectReader.getInt(conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_TIMEOUT_SECS), DEFAULT_TIMEOUT_SECS));
        pollSecs = ObjectReader.getInt(conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_POLLTIME_SECS), DEFAULT_POLL_SECS);
        Object local = conf.get(Config.STORM_LOCAL_DIR);
        folder = Path.of(local != null ? local.toString() : System.getProperty("java.io.tmpdir"), "nimbus", LOCAL_ARTIFACT_DIR);
        http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** The map under that key, fetched or else as it was fetched last; null if there never was one. */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> load(String configKey) {
        if (location == null) {
            LOG.error("{} is not set, so there is no {} to load", DaemonConfig.SCHEDULER_CONFIG_LOADER_URI, configKey);
            return null;
        }
        if (last == null || SteadyTime.currentTimeMillis() - askedAt >= 1000L * pollSecs) {
            Map<String, Object> whole = fetch();
            if (whole != null) {
                last = whole;
                askedAt = SteadyTime.currentTimeMillis();
            }
        }
        return last != null && last.get(configKey) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    private Map<String, Object> fetch() {
        String info = doGet(STORAGE, location.path(), location.host(), location.port());
        String file = info == null ? null : newest(info);
        String text = file == null ? null : doGet(null, file, location.host(), location.port());
        Path kept = folder.resolve("config.yaml");
        if (text != null) {
            keep(text, kept);
        }
        return Files.exists(kept) ? FileConfigLoader.read(kept) : null;
    }

    /** Only what is a configuration replaces the last one that was. */
    private void keep(String text, Path kept) {
        try {
            Files.createDirectories(folder);
            Path next = Files.writeString(folder.resolve("next.yaml"), text);
            if (FileConfigLoader.read(next) != null) {
                Files.move(next, kept, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.warn("The scheduler's configuration cannot be kept in {}: {}", folder, e.toString());
        }
    }

    /** The file that counts, out of what the server tells of the location. */
    private String newest(String info) {
        if (!(JSONValue.parse(info) instanceof Map<?, ?> json)) {
            LOG.warn("{} does not tell what is at {}: {}", location.host(), location.path(), info);
            return null;
        }
        if (!(json.get("children") instanceof List<?> children)) {
            return location.path();
        }
        return children.stream().filter(child -> child instanceof Map<?, ?> map && !Boolean.TRUE.equals(map.get("folder")))
            .map(child -> Objects.toString(((Map<?, ?>) child).get("uri"), "")).filter(name -> !name.isEmpty()).max(String::compareTo)
            .map(name -> location.path() + name).orElse(null);
    }

    /**
     * Asks the server.
     *
     * @param api the part of its API, null for the artifact itself
     * @return null if it does not answer as it should
     */
    protected String doGet(String api, String artifact, String host, Integer port) {
        URI uri = URI.create(location.scheme() + "://" + host + ":" + port + location.base() + (api == null ? "" : "/" + api) + artifact);
        try {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri).timeout(timeout).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body();
            }
            LOG.warn("{} answers {}", uri, response.statusCode());
        } catch (IOException e) {
            LOG.warn("{} does not answer: {}", uri, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}
