// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

/** The time spans that statistics are given for, with the names they have in Thrift. */
public enum Window {
    TEN_MINUTES("600", 600),
    THREE_HOURS("10800", 10_800),
    ONE_DAY("86400", 86_400),
    ALL_TIME(":all-time", 0);

    private final String key;
    private final int seconds;

    Window(String key, int seconds) {
        this.key = key;
        this.seconds = seconds;
    }

    /** Its key in Thrift's maps. */
    public String key() {
        return key;
    }

    /** Seconds between two samples of a running total, of which the span has {@code buckets}. */
    int bucketSeconds(int buckets) {
        return Math.max(1, seconds / buckets);
    }
}
