// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.util.Locale;
import java.util.Map;

/** Numbers in the format of Storm's REST API. Pure. */
final class Numbers {
    private Numbers() {}

    /** Milliseconds and shares have three digits and are texts. */
    static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static <K, V> V of(Map<K, V> values, K key, V none) {
        return values == null ? none : values.getOrDefault(key, none);
    }
}
