// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketTest {
    private static List<Object[]> opened(List<?> packet, int width) {
        List<Object[]> rows = new ArrayList<>();
        BatchRouter.open(packet, width, rows::add);
        return rows;
    }

    @Test
    void rowsComeOutOfAFlatPacketAsTheyWentIn() {
        List<Object[]> rows = opened(Arrays.asList(1, "a", 2, null), 2);
        assertEquals(2, rows.size());
        assertArrayEquals(new Object[] {1, "a"}, rows.get(0));
        assertArrayEquals(new Object[] {2, null}, rows.get(1));
    }

    @Test
    void rowsWithoutValuesKeepTheirNumber() {
        List<Object[]> rows = opened(Arrays.asList(null, null, null), 0);
        assertEquals(3, rows.size());
        assertEquals(0, rows.get(2).length);
    }

    @Test
    void rowsWithinAWorkerAreTheSameObjects() {
        Object[] row = {1};
        assertEquals(List.<Object[]>of(row).get(0), opened(List.<Object>of((Object) row), BatchRouter.AS_ROWS).get(0));
    }
}
