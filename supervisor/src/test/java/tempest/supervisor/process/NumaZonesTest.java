// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumaZonesTest {
    private static final String KEY = "supervisor.numa.meta";
    private static final Optional<String> COMMAND = Optional.of("/bin/numactl");

    private static Map<String, Object> zones(Object meta) {
        return Map.of(KEY, meta);
    }

    @Test
    void aWorkerOnAZonesPortIsBoundToItsProcessorsAndMemory() {
        NumaZones zones = NumaZones.of(zones(Map.of("0", Map.of("numa.ports", List.of(6700), "numa.memory.mb", 1024),
            "1", Map.of("numa.ports", List.of(6701, 6702)))), COMMAND);
        assertEquals(List.of("/bin/numactl", "--cpunodebind=0", "--membind=0"), zones.binding(6700));
        assertEquals(List.of("/bin/numactl", "--cpunodebind=1", "--membind=1"), zones.binding(6702));
        assertEquals(List.of(), zones.binding(6703));
        assertEquals(List.of(), NumaZones.of(Map.of(), Optional.empty()).binding(6700));
    }

    @Test
    void zonesThatCannotBeHadAreRefused() {
        for (Object wrong : List.of("0", Map.of("0", List.of(6700)), Map.of("0", Map.of()), Map.of("0", Map.of("numa.ports", List.of("a"))),
            Map.of("0", Map.of("numa.ports", List.of(6700)), "1", Map.of("numa.ports", List.of(6700))))) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> NumaZones.of(zones(wrong), COMMAND));
            assertTrue(e.getMessage().startsWith("configuration " + KEY + " is " + wrong), e.getMessage());
        }
        IllegalArgumentException none = assertThrows(IllegalArgumentException.class,
            () -> NumaZones.of(zones(Map.of("0", Map.of("numa.ports", List.of(6700)))), Optional.empty()));
        assertTrue(none.getMessage().contains("numactl"), none.getMessage());
    }
}
