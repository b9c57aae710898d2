// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.shade.org.yaml.snakeyaml.LoaderOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.shade.org.yaml.snakeyaml.constructor.SafeConstructor;
import org.apache.storm.shade.org.yaml.snakeyaml.error.YAMLException;
import org.apache.storm.utils.Utils;

/**
 * A topology's {@code main} that reads configuration files: each {@code -conf FILE} among the arguments is loaded, later ones win; what is left
 * of the arguments goes to {@link #run}.
 */
public abstract class ConfigurableTopology {
    protected Config conf = new Config();

    /** Loads the configuration and runs the topology's code. Returns if that returns 0, ends the JVM with its result if not. */
    public static void start(ConfigurableTopology topology, String[] args) {
        String[] left;
        try {
            left = topology.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            if (System.getenv("STORM_DEBUG") != null) {
                e.printStackTrace();
            }
            System.exit(1);
            return;
        }
        int status;
        try {
            status = topology.run(left);
        } catch (Exception e) {
            throw new RuntimeException("The topology could not be run: " + e.getMessage(), e);
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Adds a YAML file to a configuration: all of it, or what is under {@code config} if there is such a key. */
    @SuppressWarnings("unchecked")
    public static Config loadConf(String resource, Config conf) throws FileNotFoundException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        try (Reader reader = new InputStreamReader(new FileInputStream(resource), StandardCharsets.UTF_8)) {
            Object loaded = yaml.load(reader);
            if (loaded instanceof Map<?, ?> map && map.size() == 1 && map.get("config") instanceof Map<?, ?> inner) {
                loaded = inner;
            }
            if (loaded != null && !(loaded instanceof Map)) {
                throw new IllegalArgumentException("Configuration file " + resource + " must hold keys and values, but holds " + loaded);
            }
            if (loaded != null) {
                conf.putAll((Map<String, Object>) loaded);
            }
            return conf;
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalArgumentException("Configuration file " + resource + " cannot be read: " + e.getMessage(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("Configuration file " + resource + " is not valid YAML: " + oneLine(e.getMessage()), e);
        }
    }

    private static String oneLine(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").trim();
    }

    protected Config getConf() {
        return conf;
    }

    /** The topology's code; returns the JVM's exit status. */
    protected abstract int run(String[] args) throws Exception;

    /** Submits under the name in {@code topology.name}. */
    protected int submit(Config conf, TopologyBuilder builder) {
        String name = (String) Utils.get(conf, Config.TOPOLOGY_NAME, null);
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("No value found for " + Config.TOPOLOGY_NAME + ": set it in the configuration");
        }
        return submit(name, conf, builder);
    }

    /** Submits; returns 0, or 1 if it failed, of which one line on the error stream then tells (with its stack if STORM_DEBUG is set). */
    protected int submit(String name, Config conf, TopologyBuilder builder) {
        try {
            StormSubmitter.submitTopology(name, conf, builder.createTopology());
            return 0;
        } catch (Exception e) {
            // Thrift's exceptions carry their text in a field of their own, which only toString shows.
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            System.err.println("Topology " + name + " was not submitted: " + why.replaceAll("\\s*\\R\\s*", " "));
            if (System.getenv("STORM_DEBUG") != null) {
                e.printStackTrace();
            }
            return 1;
        }
    }

    private String[] parse(String[] args) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].equals("-conf")) {
                left.add(args[i]);
                continue;
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("-conf needs a file after it");
            }
            i++;
            try {
                loadConf(args[i], conf);
            } catch (FileNotFoundException e) {
                throw new IllegalArgumentException("Configuration file " + args[i] + " does not exist", e);
            }
        }
        return left.toArray(new String[0]);
    }
}
