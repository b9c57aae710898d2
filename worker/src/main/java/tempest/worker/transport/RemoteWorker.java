// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * Another worker that this one sends to. Immutable; any thread.
 *
 * @param host as the assignment names it, for the log
 * @param lookup resolves its network address, which may take long
 * @param incarnation number of this worker's connection to it: larger than those of earlier ones, also across restarts
 */
record RemoteWorker(WorkerAddress address, String host, Supplier<InetSocketAddress> lookup, long incarnation) {
}
