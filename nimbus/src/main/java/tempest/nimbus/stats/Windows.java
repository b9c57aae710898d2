// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.List;

/** The spans of time that statistics are kept for, by the names clients know them by: seconds, or all time. Constants, for any thread. */
final class Windows {
    static final String TEN_MINUTES = "600";
    static final String ALL_TIME = ":all-time";
    static final List<String> NAMES = List.of(TEN_MINUTES, "10800", "86400", ALL_TIME);
    static final int CAPACITY_SECS = 600;

    private Windows() {
    }

    /** The window a client requests; all time if it names none of ours. */
    static String orAllTime(String asked) {
        return NAMES.contains(asked) ? asked : ALL_TIME;
    }
}
