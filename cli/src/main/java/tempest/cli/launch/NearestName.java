// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.storm.validation.EditDistance;

/** Finds the name a user most likely meant. Pure. */
public final class NearestName {
    private NearestName() {}

    /** The candidate with the fewest edits, if at most a third of the typed letters (and at least one) would change. */
    public static Optional<String> of(String typed, Collection<String> candidates) {
        int limit = Math.max(1, typed.length() / 3);
        return candidates.stream().min(Comparator.comparingInt((String c) -> distance(typed, c)).thenComparing(c -> c))
                .filter(best -> distance(typed, best) <= limit);
    }

    /** Edits (insert, delete, replace, swap of neighbours) from one to the other; case does not count. */
    static int distance(String left, String right) {
        return EditDistance.between(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }
}
