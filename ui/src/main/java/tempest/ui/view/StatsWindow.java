// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.view;

import java.util.List;

/**
 * A time window that statistics are kept for.
 *
 * @param key Storm's name for it: seconds, or {@code :all-time}
 */
public record StatsWindow(String key) {
    static final String ALL_TIME = ":all-time";
    public static final List<StatsWindow> ALL = List.of(new StatsWindow("600"), new StatsWindow("10800"), new StatsWindow("86400"), new StatsWindow(ALL_TIME));

    /** @param text a key, or null for all time */
    public static StatsWindow of(String text) {
        String key = text == null || text.isEmpty() ? ALL_TIME : text;
        return ALL.stream().filter(w -> w.key().equals(key)).findFirst().orElseThrow(() ->
            new IllegalArgumentException("window is one of 600, 10800, 86400, :all-time, not " + text));
    }

    public String pretty() {
        return key.equals(ALL_TIME) ? "All time" : Uptime.pretty(Integer.parseInt(key));
    }
}
