// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

/**
 * The progress of a window after a transaction.
 *
 * @param count tuples received so far
 * @param due   when the next window by time ends, in milliseconds; 0 before the first tuple
 */
record Position(long count, long due) {
    static final Position START = new Position(0, 0);
}
