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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a scheduler's configuration from an Artifactory server: {@code scheduler.config.loader.uri} names a YAML file there, or a folder whose
 * last file, by name, counts. What was read last is kept in {@code storm.local.dir} for when the server is away.
 */
public class ArtifactoryConfigLoader implements IConfigLoader {
    protected static final String LOCAL_ARTIFACT_DIR = "scheduler_artifacts";
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactoryConfigLoader.class);
    private static final int DEFAULT_TIMEOUT_SECS = 10;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final String STORAGE = "api/storage";

    private final String scheme;
    private final String host;
    private final int port;
    private final String location;
    private final String base;
    private final Duration timeout;
    private final Path folder;
    private final HttpClient http;

    public ArtifactoryConfigLoader(Map<String, Object> conf) {
        URI uri = URI.create(String.valueOf(conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_URI)));
        scheme = uri.getScheme().substring(uri.getScheme().indexOf('+') + 1);
        host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("it names no server");
        }
        port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        base = ObjectReader.getString(conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_ARTIFACTORY_BASE_DIRECTORY), "/artifactory");
        location = uri.getPath().startsWith(base) ? uri.getPath().substring(base.length()) : uri.getPath();
        timeout = Duration.ofSeconds(ObjectReader.getInt(conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_TIMEOUT_SECS), DEFAULT_TIMEOUT_SECS));
        Object local = conf.get(Config.STORM_LOCAL_DIR);
        folder = Path.of(local != null ? local.toString() : System.getProperty("java.io.tmpdir"), "nimbus", LOCAL_ARTIFACT_DIR);
        http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** The map under that key, fetched or else as it was fetched last; null if there never was one. */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> load(String configKey) {
        Map<String, Object> whole = fetch();
        return whole != null && whole.get(configKey) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    private Map<String, Object> fetch() {
        String info = doGet(STORAGE, location, host, port);
        String file = info == null ? null : newest(info);
        String text = file == null ? null : doGet(null, file, host, port);
        Path kept = folder.resolve("config.yaml");
        if (text != null) {
            try {
                Files.createDirectories(folder);
                Files.writeString(kept, text);
            } catch (IOException e) {
                LOG.warn("The scheduler's configuration cannot be kept in {}: {}", folder, e.toString());
            }
        }
        return Files.exists(kept) ? Utils.findAndReadConfigFile(kept.toString(), false) : null;
    }

    /** The file that counts, out of what the server tells of the location. */
    private String newest(String info) {
        if (!(JSONValue.parse(info) instanceof Map<?, ?> json)) {
            LOG.warn("{} does not tell what is at {}: {}", host, location, info);
            return null;
        }
        if (!(json.get("children") instanceof List<?> children)) {
            return location;
        }
        return children.stream().filter(child -> child instanceof Map<?, ?> map && !Boolean.TRUE.equals(map.get("folder")))
            .map(child -> Objects.toString(((Map<?, ?>) child).get("uri"), "")).filter(name -> !name.isEmpty()).max(String::compareTo)
            .map(name -> location + name).orElse(null);
    }

    /**
     * Asks the server.
     *
     * @param api the part of its API, null for the artifact itself
     * @return null if it does not answer as it should
     */
    protected String doGet(String api, String artifact, String host, Integer port) {
        URI uri = URI.create(scheme + "://" + host + ":" + port + base + (api == null ? "" : "/" + api) + artifact);
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
