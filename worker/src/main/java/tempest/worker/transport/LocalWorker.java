// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.function.IntPredicate;

/**
 * The identity of this worker towards other workers. Immutable; any thread.
 *
 * @param address where it runs
 * @param tasks the task ids of its topology: other workers may name no others
 */
public record LocalWorker(String topologyId, WorkerAddress address, IntPredicate tasks) {
}
