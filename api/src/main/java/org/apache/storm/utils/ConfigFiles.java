// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import org.apache.storm.shade.org.yaml.snakeyaml.LoaderOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.shade.org.yaml.snakeyaml.constructor.SafeConstructor;
import org.apache.storm.shade.org.yaml.snakeyaml.error.YAMLException;

/** Reads configuration from YAML files, from the class path, from the environment and from the {@code storm.options} property. Stateless. */
final class ConfigFiles {
    static final String DEFAULTS = "defaults.yaml";
    static final String CLUSTER = "storm.yaml";

    private ConfigFiles() {
    }

    /** Defaults, then {@code storm.yaml} or what {@code storm.conf.file} names, then variables of the environment, then {@code storm.options}. */
    static Map<String, Object> stormConfig() {
        Map<String, Object> conf = new HashMap<>(read(DEFAULTS, true));
        String file = System.getProperty("storm.conf.file");
        conf.putAll(file == null || file.isBlank() ? read(CLUSTER, false) : read(file, true));
        conf.putAll(environment());
        conf.putAll(commandLine());
        return conf;
    }

    private static Map<String, Object> environment() {
        return EnvironmentConfig.ofThisProcess().settings(ConfigFiles::jsonOrString);
    }

    /** What {@code -c key=value} options became: comma-separated, each URL-encoded; values are JSON or plain strings. */
    static Map<String, Object> commandLine() {
        Map<String, Object> conf = new HashMap<>();
        String options = System.getProperty("storm.options");
        if (options == null) {
            return conf;
        }
        for (String option : options.split(",")) {
            String[] keyAndValue = URLDecoder.decode(option, StandardCharsets.UTF_8).split("=", 2);
            if (keyAndValue.length == 2) {
                conf.put(keyAndValue[0], jsonOrString(keyAndValue[1]));
            }
        }
        return conf;
    }

    private static Object jsonOrString(String text) {
        try {
            return JSONValue.parseWithException(text);
        } catch (ParseException e) {
            return text;
        }
    }

    /** Reads a file of that name from the class path, or else from disk. An empty map if there is none and it may be missing. */
    static Map<String, Object> read(String name, boolean mustExist) {
        List<URL> found = resources(name);
        if (found.size() > 1 && !name.equals(DEFAULTS)) {
            throw new RuntimeException("There are several " + name + " on the class path, and only one may be: " + found
                + "; most likely the topology's jar holds one that must be left out");
        }
        try {
            if (!found.isEmpty()) {
                // Of several defaults the first wins: ours comes before any that a topology's jar has swallowed.
                try (InputStream in = found.get(0).openStream()) {
                    return parseMap(in, found.get(0).toString());
                }
            }
            Path file = Paths.get(name);
            if (Files.isRegularFile(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    return parseMap(in, name);
                }
            }
        } catch (IOException e) {
            throw new RuntimeException("Cannot read the configuration file " + name + ": " + e.getMessage(), e);
        }
        if (mustExist) {
            throw new RuntimeException("The configuration file " + name + " is neither on the class path nor a file");
        }
        return new HashMap<>();
    }

    static List<URL> resources(String name) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            if (loader == null) {
                loader = ConfigFiles.class.getClassLoader();
            }
            return new ArrayList<>(new LinkedHashSet<>(Collections.list(loader.getResources(name))));
        } catch (IOException e) {
            throw new RuntimeException("Cannot look for " + name + " on the class path", e);
        }
    }

    /** Reads one YAML document of any kind from a file. */
    static Object readYaml(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            return yaml().load(in);
        } catch (YAMLException e) {
            throw new RuntimeException(file + " is not YAML: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> parseMap(InputStream in, String source) {
        Object loaded;
        try {
            loaded = yaml().load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (YAMLException e) {
            throw new RuntimeException(source + " is not YAML: " + e.getMessage(), e);
        }
        if (loaded == null) {
            return new HashMap<>();
        }
        if (!(loaded instanceof Map<?, ?> map)) {
            throw new RuntimeException(source + " is not a configuration: it must be a map of \"key: value\" lines");
        }
        Map<String, Object> conf = new HashMap<>();
        map.forEach((key, value) -> conf.put(String.valueOf(key), value));
        return conf;
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    /** Defaults and {@code storm.yaml} as another class path holds them, and this JVM's configuration where it holds none. */
    static Map<String, Object> fromClassPath(List<String> classPath, Map<String, Object> conf) throws IOException {
        Map<String, Object> merged = new LinkedHashMap<>();
        Map<String, Object> defaults = null;
        Map<String, Object> cluster = null;
        for (String entry : classPath) {
            for (File file : files(entry)) {
                defaults = defaults != null ? defaults : readFrom(file, DEFAULTS);
                cluster = cluster != null ? cluster : readFrom(file, CLUSTER);
            }
        }
        if (defaults == null) {
            return conf;
        }
        merged.putAll(defaults);
        merged.putAll(cluster != null ? cluster : read(CLUSTER, false));
        merged.putAll(environment());
        merged.putAll(commandLine());
        return merged;
    }

    private static List<File> files(String entry) {
        if (!entry.endsWith("*")) {
            return List.of(new File(entry));
        }
        File[] jars = new File(entry.substring(0, entry.length() - 1)).listFiles((folder, name) -> name.endsWith(".jar"));
        return jars == null ? List.of() : List.of(jars);
    }

    private static Map<String, Object> readFrom(File file, String name) throws IOException {
        if (file.isDirectory()) {
            Path path = file.toPath().resolve(name);
            if (!Files.exists(path)) {
                return null;
            }
            try (InputStream in = Files.newInputStream(path)) {
                return parseMap(in, path.toString());
            }
        }
        if (!file.isFile()) {
            return null;
        }
        try (ZipFile zip = new ZipFile(file)) {
            ZipEntry found = zip.getEntry(name);
            if (found == null) {
                return null;
            }
            try (InputStream in = zip.getInputStream(found)) {
                return parseMap(in, URI.create("jar:" + file.toURI() + "!/" + name).toString());
            }
        }
    }
}
