// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ErrorThrottleTest {
    @Test
    void onlyTheAllowedNumberOfErrorsPassPerInterval() {
        ErrorThrottle throttle = new ErrorThrottle(1000, 2);
        assertTrue(throttle.allows(0));
        assertTrue(throttle.allows(999));
        assertFalse(throttle.allows(999));
        assertTrue(throttle.allows(1000));
        assertTrue(throttle.allows(1001));
        assertFalse(throttle.allows(1999));
        assertTrue(throttle.allows(5000));
    }
}
