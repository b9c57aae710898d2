// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

/** Lets through a limited number of errors per interval. Any thread of an executor may report one, so it synchronizes itself. */
final class ErrorThrottle {
    private final long intervalNanos;
    private final int most;
    private long begin;
    private int count;

    ErrorThrottle(long intervalNanos, int most) {
        this.intervalNanos = intervalNanos;
        this.most = most;
    }

    synchronized boolean allows(long now) {
        if (count == 0 || now - begin >= intervalNanos) {
            begin = now;
            count = 0;
        }
        return count++ < most;
    }
}
