// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.DaemonConfig;
import tempest.cluster.ConfigReader;

/**
 * Which slots belong to which NUMA zone of the computer, by {@code supervisor.numa.meta}: a worker there runs on the zone's processors and in its memory
 * alone. Immutable; any thread. Schedulers know nothing of zones: to them a zone's slots are the supervisor's like all others.
 */
final class NumaZones {
    private static final String PORTS = "numa.ports";
    private static final List<Path> NUMACTL = List.of(Path.of("/usr/bin/numactl"), Path.of("/bin/numactl"));
    private static final String RIGHT = "a map from a zone's number to a map with " + PORTS + ", a list of ports";

    private final String command;
    private final Map<Integer, String> zones;

    private NumaZones(String command, Map<Integer, String> zones) {
        this.command = command;
        this.zones = zones;
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if it is wrong, or this computer has no {@code numactl} to bind workers with
     */
    static NumaZones of(Map<String, Object> conf) {
        return of(conf, NUMACTL.stream().filter(Files::isExecutable).map(Path::toString).findFirst());
    }

    static NumaZones of(Map<String, Object> conf, Optional<String> command) {
        String key = DaemonConfig.SUPERVISOR_NUMA_META;
        Object configured = conf.get(key);
        if (configured == null) {
            return new NumaZones("", Map.of());
        }
        if (!(configured instanceof Map<?, ?> all)) {
            throw ConfigReader.wrong(key, configured, RIGHT);
        }
        Map<Integer, String> zones = new HashMap<>();
        all.forEach((zone, what) -> {
            if (!(what instanceof Map<?, ?> meta) || !(meta.get(PORTS) instanceof Collection<?> ports)) {
                throw ConfigReader.wrong(key, configured, RIGHT);
            }
            for (Object port : ports) {
                if (!(port instanceof Number number) || zones.put(number.intValue(), String.valueOf(zone)) != null) {
                    throw ConfigReader.wrong(key, configured, RIGHT + ", each in one zone");
                }
            }
        });
        if (!zones.isEmpty() && command.isEmpty()) {
            throw new IllegalArgumentException("configuration " + key + " is set, but this computer has no numactl to bind workers with; install it, or take "
                + key + " out");
        }
        return new NumaZones(command.orElse(""), Map.copyOf(zones));
    }

    /** What goes before the command line of the worker on a port; nothing if that is in no zone. */
    List<String> binding(int port) {
        String zone = zones.get(port);
        return zone == null ? List.of() : List.of(command, "--cpunodebind=" + zone, "--membind=" + zone);
    }
}
