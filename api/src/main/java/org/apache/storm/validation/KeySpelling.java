// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Tells which known configuration key somebody meant who wrote an unknown one. Users' own keys pass: only what differs in very few letters, in case
 * or punctuation, or in the unit at its end is taken for a slip. Immutable; any thread.
 */
final class KeySpelling {
    /** One edit may be a slip per this many letters, no more than {@link #MOST_EDITS} in all, and one from {@link #LEAST_LETTERS} on. */
    private static final int LETTERS_PER_EDIT = 10;
    private static final int LEAST_LETTERS = 8;
    private static final int MOST_EDITS = 3;
    private static final Pattern PUNCTUATION = Pattern.compile("[._\\-\\s]");
    private static final Pattern UNIT = Pattern.compile("[._-](secs?|seconds?|ms|millis|milliseconds|mb|bytes)$");

    private final Set<String> known;

    KeySpelling(Collection<String> known) {
        this.known = new TreeSet<>(known);
    }

    /** The known key that {@code key} is most like; empty if it is known itself, or like none. */
    Optional<String> likely(String key) {
        if (known.contains(key)) {
            return Optional.empty();
        }
        String letters = letters(key);
        String unitless = letters(withoutUnit(key));
        for (String one : known) {
            boolean sameButUnit = !withoutUnit(one).equals(one) && letters(withoutUnit(one)).equals(unitless);
            if (letters(one).equals(letters) || sameButUnit) {
                return Optional.of(one);
            }
        }
        String best = null;
        int fewest = 1 + Math.max(key.length() >= LEAST_LETTERS ? 1 : 0, Math.min(MOST_EDITS, key.length() / LETTERS_PER_EDIT));
        for (String one : known) {
            if (Math.abs(one.length() - key.length()) < fewest) {
                int edits = EditDistance.between(key.toLowerCase(Locale.ROOT), one.toLowerCase(Locale.ROOT));
                if (edits < fewest) {
                    fewest = edits;
                    best = one;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static String withoutUnit(String key) {
        return UNIT.matcher(key).replaceFirst("");
    }

    private static String letters(String key) {
        return PUNCTUATION.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
