// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

/**
 * The tuples one transaction brought, which lie in the store.
 *
 * @param first  the number of the first one, counted over all transactions
 * @param millis when they came
 */
record Chunk(long transaction, long first, int size, long millis) {
    long end() {
        return first + size;
    }
}
