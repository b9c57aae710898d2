// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.storm.validation.ConfigKeys;

/**
 * Environment variables that configure Tempest, for commands with a cluster of their own: its processes must see what that cluster's file says, and not
 * be led to another cluster by what the user has set for it. Main thread; pure but for the builder that it is given.
 */
public final class ConfigVariables {
    private ConfigVariables() {}

    /** Takes them out of what a process will be given. */
    public static ProcessBuilder without(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith(ConfigKeys.VARIABLES));
        return builder;
    }

    /** The keys that are set by them. @param known the keys of a configuration that was read with them */
    public static Set<String> keys(Map<String, String> environment, Set<String> known) {
        Set<String> named = environment.keySet().stream().map(ConfigKeys::variableName).collect(Collectors.toSet());
        return known.stream().filter(key -> named.contains(ConfigKeys.variable(key))).collect(Collectors.toCollection(TreeSet::new));
    }
}
