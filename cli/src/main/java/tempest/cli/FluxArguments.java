// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The arguments of Storm 1's Flux that say to run here and not on the cluster, which tools such as streamparse still use: taken out, since Flux
 * of Storm 2, which the jar may bundle, takes no notice of them and leaves all that to {@code storm local}. A pure function for the main thread; never starts anything.
 *
 * @param rest      the jar, the main class, and what is left for Flux
 * @param local     whether it is to run on a cluster inside one JVM
 * @param seconds   how long
 * @param zooKeeper {@code host:port} of the ZooKeeper to use; null for one inside the JVM
 */
record FluxArguments(List<String> rest, boolean local, int seconds, String zooKeeper) {
    private static final String FLUX = "org.apache.storm.flux.Flux";
    /** Where Flux's own begin: behind the jar and the main class. */
    private static final int FIRST = 2;
    private static final int DEFAULT_SECONDS = 60;
    private static final long MILLIS = 1000;
    private static final Map<String, String> SHORT = Map.of("-l", "--local", "-s", "--sleep", "-z", "--zookeeper");

    /**
     * Another main class's arguments stay as they are, and so do Flux's for the cluster.
     *
     * @param arguments the jar, the main class and what it is given
     */
    static FluxArguments of(List<String> arguments) {
        boolean flux = arguments.size() > FIRST && arguments.get(1).equals(FLUX);
        List<String> given = flux ? arguments.subList(FIRST, arguments.size()) : List.of();
        boolean local = given.contains("-l") || given.contains("--local");
        // A dry run needs no cluster.
        if (!local || given.contains("-d") || given.contains("--dry-run")) {
            return new FluxArguments(arguments, false, 0, null);
        }
        List<String> rest = new ArrayList<>(arguments.subList(0, FIRST));
        int seconds = DEFAULT_SECONDS;
        String zooKeeper = null;
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? SHORT.getOrDefault(argument, argument) : argument.substring(0, equals);
            if (name.equals("--sleep") || name.equals("--zookeeper")) {
                if (equals < 0 && i + 1 == given.size()) {
                    throw new UsageException(argument + " takes a value");
                }
                String value = equals < 0 ? given.get(++i) : argument.substring(equals + 1);
                if (name.equals("--sleep")) {
                    seconds = seconds(value);
                } else {
                    zooKeeper = value;
                }
            } else if (!name.equals("--local")) {
                rest.add(argument);
            }
        }
        return new FluxArguments(rest, true, seconds, zooKeeper);
    }

    /** Flux takes milliseconds; streamparse gives the largest number there is to run without an end. */
    private static int seconds(String millis) {
        try {
            long value = Long.parseLong(millis.strip());
            if (value > 0) {
                return (int) Math.min(Integer.MAX_VALUE, (value - 1) / MILLIS + 1);
            }
        } catch (NumberFormatException e) {
            // said below together with a number that is too small
        }
        throw new UsageException("--sleep takes a whole number of milliseconds of at least 1, not '" + millis + "'");
    }
}
