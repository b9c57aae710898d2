// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

/**
 * What a window gives.
 *
 * @param start      of the window, inclusive
 * @param end        of the window, exclusive
 * @param retraction whether this result, which was given before, does not hold any more
 */
public record WindowResult<K, R>(K key, long start, long end, R result, boolean retraction) {
}
