// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.storm.utils.Utils;
import tempest.cli.launch.Installation;

/** Everything a command touches outside itself, so that tests can stand in for all of it. Immutable. */
record Surroundings(Installation installation, Map<String, String> env, PrintStream out, PrintStream err,
        Function<Overrides, Map<String, Object>> config, Launcher launcher) {

    /** What `-c` and `--config` asked for. */
    record Overrides(List<String> settings, Path file) {
        static final Overrides NONE = new Overrides(List.of(), null);

        /** The `storm.options` system property: `key=value` pairs, each URL-encoded, joined by commas. */
        String asStormOptions() {
            return settings.stream().map(s -> URLEncoder.encode(s, StandardCharsets.UTF_8)).collect(Collectors.joining(","));
        }
    }

    boolean debug() {
        String flag = env.getOrDefault("STORM_DEBUG", "");
        return !flag.isEmpty() && !flag.equals("0") && !flag.equalsIgnoreCase("false");
    }

    /** Reads the configuration as every JVM of the cluster does; the contract takes overrides from system properties. */
    static Map<String, Object> readStormConfig(Overrides overrides) {
        if (!overrides.settings().isEmpty()) {
            System.setProperty("storm.options", overrides.asStormOptions());
        }
        if (overrides.file() != null) {
            System.setProperty("storm.conf.file", overrides.file().toString());
        }
        return Utils.readStormConfig();
    }
}
