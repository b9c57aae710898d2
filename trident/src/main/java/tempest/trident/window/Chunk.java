// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

/**
 * The tuples of one transaction in the store.
 *
 * @param first  the number of the first one, counted over all transactions
 * @param millis when they arrived
 */
record Chunk(long transaction, long first, int size, long millis) {
    long end() {
        return first + size;
    }
}
