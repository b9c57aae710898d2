// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.function.IntPredicate;

/**
 * Who this worker is to those it talks to. Immutable; any thread.
 *
 * @param address where it runs
 * @param tasks which task ids its topology has: no other worker may name others
 */
public record LocalWorker(String topologyId, WorkerAddress address, IntPredicate tasks) {
}
