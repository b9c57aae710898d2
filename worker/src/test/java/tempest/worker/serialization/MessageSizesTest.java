// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageSizesTest {
    @Test
    void bytesAreCountedByWhoEmitsAndWhoTakesUntilTheyAreAskedFor() {
        MessageSizes sizes = new MessageSizes();
        sizes.add(3, 7, 10);
        sizes.add(3, 7, 5);
        sizes.add(-1, 8, 2);
        assertEquals(Map.of("3-7", 15L, "-1-8", 2L), sizes.take());
        assertEquals(Map.of(), sizes.take());
        sizes.add(3, 7, 1);
        assertEquals(Map.of("3-7", 1L), sizes.take());
    }
}
