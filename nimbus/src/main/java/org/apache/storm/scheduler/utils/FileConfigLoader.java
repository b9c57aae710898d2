// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.utils;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.storm.DaemonConfig;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a scheduler's configuration from a YAML file: {@code scheduler.config.loader.uri} as {@code file:///...}. Stateless; nothing that goes
 * wrong is thrown.
 */
public class FileConfigLoader implements IConfigLoader {
    private static final Logger LOG = LoggerFactory.getLogger(FileConfigLoader.class);

    private final Path file;

    public FileConfigLoader(Map<String, Object> conf) {
        Object uri = conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_URI);
        file = uri == null ? null : Path.of(URI.create(uri.toString()));
    }

    /** The map under that key; null if there is no such file or key now, or no configuration in it. */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> load(String configKey) {
        if (file == null) {
            LOG.error("{} is not set, so there is no {} to load", DaemonConfig.SCHEDULER_CONFIG_LOADER_URI, configKey);
            return null;
        }
        Map<String, Object> whole = read(file);
        return whole != null && whole.get(configKey) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    /** What a file says; empty if there is none, null if it is no configuration, which is logged. */
    static Map<String, Object> read(Path file) {
        try {
            return Utils.findAndReadConfigFile(file.toString(), false);
        } catch (RuntimeException e) {
            LOG.error("The scheduler's configuration cannot be read: {}", e.getMessage());
            return null;
        }
    }
}
