// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which class path, main class and log writer serve the topologies of which version, as configured. Stateless. */
final class WorkerVersions {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerVersions.class);

    private WorkerVersions() {
    }

    static NavigableMap<SimpleVersion, List<String>> classPaths(Map<String, Object> conf, List<String> current) {
        NavigableMap<SimpleVersion, List<String>> result = new TreeMap<>();
        strings(conf, Config.SUPERVISOR_WORKER_VERSION_CLASSPATH_MAP)
            .forEach((version, path) -> result.put(new SimpleVersion(version), Arrays.asList(path.split(File.pathSeparator))));
        result.put(VersionInfo.OUR_VERSION, current);
        return result;
    }

    static NavigableMap<String, IVersionInfo> alternatives(Map<String, Object> conf) {
        NavigableMap<String, IVersionInfo> result = new TreeMap<>();
        strings(conf, Config.SUPERVISOR_WORKER_VERSION_CLASSPATH_MAP).forEach((version, path) -> {
            IVersionInfo found = VersionInfo.getFromClasspath(path);
            if (found != null) {
                result.put(version, found);
            } else {
                LOG.error("Configuration key {} for version {}: no version is found on {}; the jars must be there",
                    Config.SUPERVISOR_WORKER_VERSION_CLASSPATH_MAP, version, path);
            }
        });
        return result;
    }

    static NavigableMap<SimpleVersion, String> mainClasses(Map<String, Object> conf) {
        NavigableMap<SimpleVersion, String> result = versions(conf, Config.SUPERVISOR_WORKER_VERSION_MAIN_MAP);
        result.put(VersionInfo.OUR_VERSION, "tempest.worker.WorkerMain");
        return result;
    }

    static NavigableMap<SimpleVersion, String> logWriters(Map<String, Object> conf) {
        NavigableMap<SimpleVersion, String> result = versions(conf, Config.SUPERVISOR_WORKER_VERSION_LOGWRITER_MAP);
        result.put(VersionInfo.OUR_VERSION, "org.apache.storm.LogWriter");
        return result;
    }

    static <T> T compatible(NavigableMap<SimpleVersion, T> versions, SimpleVersion desired, String what, T defaultValue) {
        Map.Entry<SimpleVersion, T> atLeast = versions.ceilingEntry(desired);
        if (atLeast != null && atLeast.getKey().getMajor() == desired.getMajor()) {
            return atLeast.getValue();
        }
        // A release that is not out yet may still run on the newest of its major version.
        Map.Entry<SimpleVersion, T> below = versions.floorEntry(desired);
        if (below != null && below.getKey().getMajor() == desired.getMajor()) {
            LOG.warn("No {} for version {} is configured, using the one for {}", what, desired, below.getKey());
            return below.getValue();
        }
        LOG.warn("No {} for version {} is configured, using the default", what, desired);
        return defaultValue;
    }

    private static NavigableMap<SimpleVersion, String> versions(Map<String, Object> conf, String key) {
        NavigableMap<SimpleVersion, String> result = new TreeMap<>();
        strings(conf, key).forEach((version, value) -> result.put(new SimpleVersion(version), value));
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> strings(Map<String, Object> conf, String key) {
        Object value = conf.get(key);
        return value == null ? Map.of() : (Map<String, String>) value;
    }
}
