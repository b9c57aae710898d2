// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.util.Locale;
import java.util.Map;

/** Figures as Storm writes them. Pure. */
final class Figure {
    private Figure() {}

    /** Milliseconds and shares have three digits and are texts. */
    static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static <K, V> V of(Map<K, V> values, K key, V none) {
        return values == null ? none : values.getOrDefault(key, none);
    }
}
