// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.Utils;

/**
 * Where each value of a configuration comes from. Immutable; any thread.
 *
 * @param defaults    the built-in defaults
 * @param file        storm.yaml
 * @param commandLine what was given with {@code -c}
 */
record ConfigOrigins(Map<String, Object> defaults, Map<String, Object> file, Map<String, Object> commandLine) {
    /** The files and options of this process. */
    static ConfigOrigins read() {
        String file = System.getProperty("storm.conf.file");
        return new ConfigOrigins(Utils.readDefaultConfig(), Utils.findAndReadConfigFile(file == null || file.isEmpty() ? "storm.yaml" : file, false),
            Utils.readCommandLineOpts());
    }

    /** Every key of the cluster's configuration. */
    Map<String, Object> cluster(Map<String, Object> conf) {
        return entries(conf, Map.of());
    }

    /** Every key of a topology's configuration, which overrides the cluster's. */
    Map<String, Object> topology(Map<String, Object> conf, Map<String, Object> cluster) {
        return entries(conf, cluster);
    }

    private Map<String, Object> entries(Map<String, Object> conf, Map<String, Object> cluster) {
        List<Map<String, Object>> entries = new ArrayList<>();
        Map<String, Object> masked = ConfigUtils.maskPasswords(conf);
        new TreeMap<>(conf).forEach((key, value) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("key", key);
            entry.put("value", masked.get(key));
            boolean own = !cluster.isEmpty() && (!cluster.containsKey(key) || !same(cluster.get(key), value));
            entry.put("origin", own ? "topology" : origin(key, value));
            entry.put("default", defaults.get(key));
            entries.add(entry);
        });
        return Map.of("entries", entries);
    }

    private String origin(String key, Object value) {
        if (commandLine.containsKey(key) && same(commandLine.get(key), value)) {
            return "command line";
        }
        if (file.containsKey(key) && same(file.get(key), value)) {
            return "storm.yaml";
        }
        // Nimbus may be on another computer, whose storm.yaml is not ours.
        return defaults.containsKey(key) && same(defaults.get(key), value) ? "default" : "Nimbus's storm.yaml";
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y ? x.doubleValue() == y.doubleValue()
            : Objects.equals(a, b) || a != null && b != null && a.toString().equals(b.toString());
    }
}
