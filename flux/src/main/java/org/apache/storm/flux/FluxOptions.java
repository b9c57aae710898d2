// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.NearestName;

/**
 * What the command line asks for. Immutable; read once by the main thread.
 *
 * @param file        the path or resource name of the YAML; null only with {@code help}
 * @param filter      the properties to put in; null for none
 * @param sleepMillis how long a local run lasts
 * @param zooKeeper   {@code host:port} for a local run; null for one of its own
 */
record FluxOptions(String file, boolean help, boolean dryRun, boolean envFilter, String filter, boolean inactive, boolean local, boolean noDetail,
                   boolean noSplash, boolean resource, long sleepMillis, String zooKeeper) {
    static final String USAGE = """
        usage: storm jar <topology.jar> org.apache.storm.flux.Flux [options] <topology.yaml>
         -d,--dry-run                build the topology and show it, without submitting it
         -e,--env-filter             put variables of the environment for ${ENV-NAME}
         -f,--filter <file>          put the values of this properties file for ${name}
         -h,--help                   show this
         -i,--inactive               submit the topology without activating it
         -l,--local                  run it on a cluster inside this JVM
         -n,--no-splash              do not say which Flux this is
         -q,--no-detail              do not show the topology
         -r,--remote                 run it on the cluster, which is what happens anyway
         -R,--resource               read the YAML, and the filter, from the topology's jar
         -s,--sleep <ms>             with --local: how long it runs (default 60000)
         -z,--zookeeper <host:port>  with --local: the ZooKeeper to use
        """;
    private static final Map<String, String> NAMES = names("d", "dry-run", "e", "env-filter", "f", "filter", "h", "help", "i", "inactive", "l", "local", "n",
        "no-splash", "q", "no-detail", "r", "remote", "R", "resource", "s", "sleep", "z", "zookeeper");
    private static final List<String> WITH_VALUE = List.of("filter", "sleep", "zookeeper");
    private static final long DEFAULT_SLEEP = 60_000;

    private static Map<String, String> names(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }

    /** Reads the command line; options and the file may stand in any order. */
    static FluxOptions of(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        String file = null;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("-") || argument.equals("-")) {
                if (file != null) {
                    throw new FluxException("there are two files, " + file + " and " + argument + "; give one");
                }
                file = argument;
                continue;
            }
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = name(equals < 0 ? argument : argument.substring(0, equals));
            if (!WITH_VALUE.contains(name)) {
                if (equals >= 0) {
                    throw new FluxException("--" + name + " takes no value");
                }
                given.put(name, "");
            } else if (equals < 0 && i + 1 == arguments.length) {
                throw new FluxException("--" + name + " takes a value");
            } else {
                given.put(name, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
            }
        }
        if (file == null && !given.containsKey("help")) {
            throw new FluxException("no YAML file is given; see --help");
        }
        return new FluxOptions(file, given.containsKey("help"), given.containsKey("dry-run"), given.containsKey("env-filter"), given.get("filter"),
            given.containsKey("inactive"), given.containsKey("local"), given.containsKey("no-detail"), given.containsKey("no-splash"),
            given.containsKey("resource"), sleep(given.get("sleep")), given.get("zookeeper"));
    }

    private static String name(String argument) {
        String bare = argument.startsWith("--") ? argument.substring(2) : NAMES.get(argument.substring(1));
        if (bare == null || !NAMES.containsValue(bare)) {
            String hint = bare == null ? "" : NearestName.hint(argument, NAMES.values().stream().map(known -> "--" + known).toList());
            throw new FluxException("there is no option " + argument + hint + "; see --help");
        }
        return bare;
    }

    private static long sleep(String millis) {
        if (millis == null) {
            return DEFAULT_SLEEP;
        }
        try {
            long value = Long.parseLong(millis.strip());
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below together with a number that is too small
        }
        throw new FluxException("--sleep takes a whole number of milliseconds of at least 1, not '" + millis + "'");
    }
}
