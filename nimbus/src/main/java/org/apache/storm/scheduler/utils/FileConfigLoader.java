// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.utils;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.storm.DaemonConfig;
import org.apache.storm.utils.Utils;

/** Reads a scheduler's configuration from a YAML file: {@code scheduler.config.loader.uri} as {@code file:///...}. */
public class FileConfigLoader implements IConfigLoader {
    private final Path file;

    public FileConfigLoader(Map<String, Object> conf) {
        file = Path.of(URI.create(String.valueOf(conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_URI))));
    }

    /** The map under that key; null if there is no such file or key now. */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> load(String configKey) {
        return Utils.findAndReadConfigFile(file.toString(), false).get(configKey) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }
}
