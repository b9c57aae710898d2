// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    private static int integer(Object value) {
        return new ConfigReader(Map.of("key", value)).integer("key", 7, 0);
    }

    @Test
    void aWholeNumberMayBeGivenAsTextAndOtherTextMayNot() {
        assertEquals(0, integer("0"));
        assertEquals(42, integer("42"));
        assertEquals(42, integer(42L));
        for (Object wrong : new Object[] {"", "4.2", "four", "-1", "99999999999", "1234567890123456789012"}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> integer(wrong));
            assertEquals("configuration key is " + wrong + "; it must be an integer from 0 to 2147483647", e.getMessage());
        }
        assertEquals(0, SystemTopology.ackers(Map.of("topology.acker.executors", "0", "topology.workers", 3)), "so tracking is off");
    }
}
