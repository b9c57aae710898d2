// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

/**
 * One leadership, in the order in which they began.
 *
 * @param number greater than that of every earlier one
 * @param state  the shared state as this leader writes it: once a later epoch has begun, each {@code put} and each removal throws
 *               {@link LeadershipLostException} and changes nothing. What is announced, reported as an error or read is not checked.
 *               Closing it does nothing
 */
public record Epoch(long number, ClusterState state) {
}
