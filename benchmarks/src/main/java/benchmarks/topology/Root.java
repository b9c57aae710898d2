// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

/**
 * The message id of a root.
 *
 * @param item  which of the spout's items it is
 * @param nanos {@link System#nanoTime()} when it was, or should have been, emitted; 0 if nobody wants to know how long it took
 */
record Root(int item, long nanos) {
}
