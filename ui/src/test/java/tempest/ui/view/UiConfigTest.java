// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UiConfigTest {

    @Test
    void aTableShowsTwentyRowsAtOnceOrAsManyAsConfiguredOrAll() {
        assertEquals(20, UiConfig.of(Map.of()).tableRows());
        assertEquals(50, UiConfig.of(Map.of("ui.pagination", 50)).tableRows());
        assertEquals(-1, UiConfig.of(Map.of("ui.pagination", -1)).tableRows());
        assertEquals("configuration ui.pagination is 0; it must be the number of a table's rows to show at once, or -1 for all",
            assertThrows(IllegalArgumentException.class, () -> UiConfig.of(Map.of("ui.pagination", 0))).getMessage());
    }
}
