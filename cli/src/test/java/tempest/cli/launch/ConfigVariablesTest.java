// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigVariablesTest {
    @Test
    void aClusterOfItsOwnIsNotLedToAnotherByVariables() {
        ProcessBuilder builder = new ProcessBuilder("true");
        builder.environment().put("TEMPEST_storm__zookeeper__servers", "[\"production\"]");
        builder.environment().put("STORM_LOG_DIR", "x");
        ConfigVariables.without(builder);
        assertEquals(Set.of(), Set.copyOf(builder.environment().keySet().stream().filter(name -> name.startsWith("TEMPEST_")).toList()));
        assertEquals("x", builder.environment().get("STORM_LOG_DIR"));
    }

    @Test
    void theKeysThatVariablesSetAreKnown() {
        assertEquals(Set.of("ui.port", "topology.workers"), ConfigVariables.keys(
            Map.of("TEMPEST_UI__PORT", "1", "TEMPEST_topology__workers", "2", "TEMPEST_LOG", "json", "TEMPEST_no__such", "3", "ui.port", "4"),
            Set.of("ui.port", "topology.workers", "drpc.port")));
    }
}
