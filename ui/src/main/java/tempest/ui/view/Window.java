// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.view;

import java.util.List;

/**
 * A stretch of time that statistics are kept for.
 *
 * @param key Storm's name for it: seconds, or {@code :all-time}
 */
public record Window(String key) {
    static final String ALL_TIME = ":all-time";
    public static final List<Window> ALL = List.of(new Window("600"), new Window("10800"), new Window("86400"), new Window(ALL_TIME));

    /** @param text a key, or null for all time */
    public static Window of(String text) {
        String key = text == null || text.isEmpty() ? ALL_TIME : text;
        return ALL.stream().filter(w -> w.key().equals(key)).findFirst().orElseThrow(() ->
            new IllegalArgumentException("window is one of 600, 10800, 86400, :all-time, not " + text));
    }

    public String pretty() {
        return key.equals(ALL_TIME) ? "All time" : Uptime.pretty(Integer.parseInt(key));
    }
}
