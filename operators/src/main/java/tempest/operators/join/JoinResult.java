// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import java.util.function.Consumer;

/**
 * What a join gives.
 *
 * @param left       null where the right one has no partner
 * @param right      null where the left one has no partner
 * @param time       the later one of the two
 * @param retraction whether this result, which was given before, does not hold any more
 */
public record JoinResult<K, L, R>(K key, L left, R right, long time, boolean retraction) {

    /** Gives what does not hold any more and what holds instead; null where there is nothing. */
    static <K, L, R> void replace(JoinResult<K, L, R> before, JoinResult<K, L, R> now, Consumer<JoinResult<K, L, R>> results) {
        if (before != null) {
            results.accept(new JoinResult<>(before.key, before.left, before.right, before.time, true));
        }
        if (now != null) {
            results.accept(now);
        }
    }
}
