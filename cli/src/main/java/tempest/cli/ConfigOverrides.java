// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.storm.utils.Utils;

/**
 * What `-c` and `--config` asked for. Immutable; main thread.
 *
 * @param settings `key=value` each
 * @param file to read in place of conf/storm.yaml; null for that
 */
record ConfigOverrides(List<String> settings, Path file) {
    static final ConfigOverrides NONE = new ConfigOverrides(List.of(), null);

    /** The `storm.options` system property: `key=value` pairs, each URL-encoded, joined by commas. */
    String asStormOptions() {
        return settings.stream().map(s -> URLEncoder.encode(s, StandardCharsets.UTF_8)).collect(Collectors.joining(","));
    }

    /** Reads the configuration as every JVM of the cluster does; the contract takes overrides from system properties. */
    Map<String, Object> readStormConfig() {
        if (!settings.isEmpty()) {
            System.setProperty("storm.options", asStormOptions());
        }
        if (file != null) {
            System.setProperty("storm.conf.file", file.toString());
        }
        return Utils.readStormConfig();
    }
}
