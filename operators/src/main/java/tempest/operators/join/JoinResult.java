// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

/**
 * What a join gives.
 *
 * @param left       null where the right one has no partner
 * @param right      null where the left one has no partner
 * @param time       the later one of the two
 * @param retraction whether this result, which was given before, does not hold any more
 */
public record JoinResult<K, L, R>(K key, L left, R right, long time, boolean retraction) {
}
