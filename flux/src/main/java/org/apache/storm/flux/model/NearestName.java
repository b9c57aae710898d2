// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.Collection;
import java.util.Locale;
import org.apache.storm.validation.EditDistance;

/** Finds the known name that a misspelled one was meant to be. A pure function for any thread. */
public final class NearestName {
    private static final int LETTERS_PER_ERROR = 3;

    private NearestName() {
    }

    /** {@code "; did you mean 'x'?"} for the known name nearest to {@code given}, or nothing if none is near. */
    public static String hint(String given, Collection<String> known) {
        String best = null;
        int least = Math.max(1, given.length() / LETTERS_PER_ERROR) + 1;
        for (String name : known) {
            int distance = EditDistance.between(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best == null ? "" : "; did you mean '" + best + "'?";
    }
}
