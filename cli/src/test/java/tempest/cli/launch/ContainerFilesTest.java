// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.shade.org.yaml.snakeyaml.LoaderOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.shade.org.yaml.snakeyaml.constructor.SafeConstructor;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.ConfigKeys;
import org.junit.jupiter.api.Test;

/** The Dockerfile and the compose file in the tarball's share/container, as far as can be told without a container daemon. */
class ContainerFilesTest {
    private static final Path FOLDER = Path.of("../dist/share/container");
    private static final Pattern SETTING = Pattern.compile("TEMPEST_(\\w+?)(?:=|:)");

    private static Map<?, ?> compose() throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve("compose.yaml")));
    }

    private static Set<String> daemons(Map<?, ?> services) {
        Set<String> named = new TreeSet<>();
        services.values().forEach(service -> {
            if ("tempest".equals(((Map<?, ?>) service).get("image"))) {
                named.add(((List<?>) ((Map<?, ?>) service).get("command")).get(0).toString());
            }
        });
        return named;
    }

    @Test
    void theComposeFileRunsOurDaemonsAndWhatTheyNeed() throws IOException {
        Map<?, ?> services = (Map<?, ?>) compose().get("services");
        assertTrue(services.keySet().containsAll(List.of("zookeeper", "nimbus1", "nimbus2", "supervisor1", "supervisor2", "drpc", "ui", "prometheus", "grafana")), services.keySet().toString());
        Set<String> commands = daemons(services);
        Set<String> known = Arrays.stream(Daemon.values()).map(Daemon::commandName).collect(Collectors.toCollection(TreeSet::new));
        known.add("help");
        assertTrue(known.containsAll(commands), commands.toString());
        services.forEach((name, service) -> {
            Map<?, ?> one = (Map<?, ?>) service;
            if ("tempest".equals(one.get("image"))) {
                assertEquals(true, one.get("read_only"), name.toString());
                // The services know each other by their names.
                assertTrue(one.get("hostname") == null || one.get("hostname").equals(name), name.toString());
            }
        });
    }

    @Test
    void everyVariableNamesAKey() throws IOException {
        Set<String> known = Stream.concat(ConfigKeys.all().stream(), Utils.readDefaultConfig().keySet().stream()).map(key -> key.replace(".", "__")).collect(Collectors.toCollection(TreeSet::new));
        known.add("LOG");
        Set<String> unknown = new TreeSet<>();
        for (String file : List.of("container/compose.yaml", "container/Dockerfile", "systemd/tempest-supervisor.service")) {
            String text = Files.readString(FOLDER.resolveSibling(file)).lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
            int found = 0;
            for (Matcher m = SETTING.matcher(text); m.find(); found++) {
                if (!known.contains(m.group(1))) {
                    unknown.add(file + ": " + m.group(1));
                }
            }
            assertTrue(found > 0, file);
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void whatIsMountedIsThere() throws IOException {
        for (String file : List.of("../prometheus/prometheus.yml", "../prometheus/tempest.rules.yml", "../grafana/provisioning/datasources/prometheus.yml",
            "../grafana/provisioning/dashboards/tempest.yml", "../grafana/dashboards/tempest.json")) {
            assertTrue(Files.isRegularFile(FOLDER.resolve(file)), file);
        }
    }
}
