// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.view;

/** Seconds as people read them, such as {@code 1d 2h 3m 4s}. Pure. */
public final class Uptime {
    private Uptime() {}

    public static String pretty(int seconds) {
        StringBuilder text = new StringBuilder();
        int[] units = {86_400, 3_600, 60};
        String[] names = {"d ", "h ", "m "};
        for (int i = 0; i < units.length; i++) {
            if (seconds >= units[i]) {
                text.append(seconds / units[i] % (i == 0 ? Integer.MAX_VALUE : units[i - 1] / units[i])).append(names[i]);
            }
        }
        return text.append(seconds % 60).append('s').toString();
    }
}
