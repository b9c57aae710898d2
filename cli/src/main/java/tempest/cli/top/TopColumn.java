// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.util.Locale;

/**
 * A column of the screen. Immutable.
 *
 * @param head what stands above it
 * @param key  the key that sorts by it, and its name in JSON
 * @param kind how its values are written
 */
record TopColumn(String head, String key, Kind kind) {
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3600;
    private static final int SECONDS_A_DAY = 86_400;
    private static final double PERCENT = 100;

    /** How values are written. */
    enum Kind { TEXT, COUNT, RATE, SHARE, MILLIS, SECONDS }

    boolean isText() {
        return kind == Kind.TEXT;
    }

    /** A dash stands for what is not known. */
    String text(Object value) {
        if (value == null || value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            return "-";
        }
        if (kind == Kind.TEXT) {
            return value.toString();
        }
        double number = ((Number) value).doubleValue();
        return switch (kind) {
            case RATE -> number != 0 && Math.abs(number) < PERCENT ? String.format(Locale.ROOT, "%.1f", number) : String.format(Locale.ROOT, "%,.0f", number);
            case SHARE -> String.format(Locale.ROOT, "%.0f%%", PERCENT * number);
            case MILLIS -> String.format(Locale.ROOT, number < 1 ? "%.3f" : number < PERCENT ? "%.1f" : "%,.0f", number);
            case SECONDS -> duration((long) number);
            default -> String.format(Locale.ROOT, "%,.0f", number);
        };
    }

    private static String duration(long seconds) {
        if (seconds < SECONDS_A_MINUTE) {
            return seconds + "s";
        } else if (seconds < SECONDS_AN_HOUR) {
            return seconds / SECONDS_A_MINUTE + "m" + seconds % SECONDS_A_MINUTE + "s";
        } else if (seconds < SECONDS_A_DAY) {
            return seconds / SECONDS_AN_HOUR + "h" + seconds % SECONDS_AN_HOUR / SECONDS_A_MINUTE + "m";
        }
        return seconds / SECONDS_A_DAY + "d" + seconds % SECONDS_A_DAY / SECONDS_AN_HOUR + "h";
    }
}
