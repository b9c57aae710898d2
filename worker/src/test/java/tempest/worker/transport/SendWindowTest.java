// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SendWindowTest {
    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void itClosesAtItsLimitAndReopensBelowTheResumeMark() {
        SendWindow window = new SendWindow(1000, 200);
        window.add(999);
        assertTrue(window.isOpen());
        window.add(1);
        assertFalse(window.isOpen());
        window.await(woken::incrementAndGet);
        window.confirmed(799);
        assertFalse(window.isOpen());
        assertEquals(0, woken.get());
        window.confirmed(1);
        assertTrue(window.isOpen());
        assertEquals(1, woken.get());
        assertEquals(200, window.bytes());
    }

    @Test
    void whatIsDroppedMakesRoomButDoesNotLetItGrow() {
        SendWindow window = new SendWindow(16 << 20, 8 << 20);
        long limit = window.limit();
        window.add(512 << 10);
        window.await(woken::incrementAndGet);
        window.dropped(512 << 10);
        assertTrue(window.isOpen());
        assertEquals(1, woken.get());
        assertEquals(limit, window.limit());
        assertEquals(0, window.bytes());
    }

    @Test
    void itGrowsWithWhatIsConfirmed() {
        SendWindow window = new SendWindow(16 << 20, 8 << 20);
        window.add(512 << 10);
        assertFalse(window.isOpen(), "nothing was confirmed yet");
        window.confirmed(512 << 10);
        window.add(3 * (512 << 10) - 1);
        assertTrue(window.isOpen());
        window.add(1);
        assertFalse(window.isOpen());
    }

    @Test
    void onceClosedItLetsEverythingThroughAndNoSenderWaits() {
        SendWindow window = new SendWindow(100, 50);
        window.add(100);
        window.await(woken::incrementAndGet);
        window.close();
        assertEquals(1, woken.get());
        window.add(1000);
        assertTrue(window.isOpen());
        window.await(woken::incrementAndGet);
        assertEquals(2, woken.get());
    }
}
