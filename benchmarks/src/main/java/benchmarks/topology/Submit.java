// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;

/**
 * Submits one of {@link Topologies}, as {@code storm jar benchmarks.jar benchmarks.topology.Submit SHAPE name=NAME out=FOLDER} and any
 * of {@code acks=true|false rate=N executors=N workers=N conf.KEY=VALUE}. What is not said stays as the system has it by default.
 */
public final class Submit {
    private Submit() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 1) {
            throw new IllegalArgumentException("what to submit is missing: SHAPE name=NAME out=FOLDER [acks= rate= executors= workers= conf.KEY=]");
        }
        Topologies shape = Topologies.named(args[0]);
        Map<String, String> given = new TreeMap<>();
        for (int i = 1; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not KEY=VALUE: " + args[i]);
            }
            given.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        boolean acks = Boolean.parseBoolean(given.getOrDefault("acks", "true"));
        Topologies.Load load = new Topologies.Load(acks, Double.parseDouble(given.getOrDefault("rate", "0")),
            Integer.parseInt(given.getOrDefault("executors", "10")));
        Map<String, String> settings = new TreeMap<>();
        given.forEach((key, value) -> {
            if (key.startsWith("conf.")) {
                settings.put(key.substring("conf.".length()), value);
            }
        });
        Config conf = conf(acks, Integer.parseInt(given.getOrDefault("workers", "1")), settings);
        StormSubmitter.submitTopology(given.get("name"), conf, shape.create(load, given.get("out")));
    }

    /** Without acks there are no ackers either: this is how users of the contract switch tracking off. */
    public static Config conf(boolean acks, int workers, Map<String, String> settings) {
        Config conf = new Config();
        conf.setNumWorkers(workers);
        if (!acks) {
            conf.setNumAckers(0);
        }
        settings.forEach((key, value) -> conf.put(key, typed(value)));
        return conf;
    }

    private static Object typed(String value) {
        if (value.matches("-?\\d+")) {
            return Long.valueOf(value);
        }
        if (value.matches("-?\\d+\\.\\d+")) {
            return Double.valueOf(value);
        }
        return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
    }
}
