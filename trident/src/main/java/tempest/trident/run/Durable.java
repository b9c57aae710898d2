// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.concurrent.CompletableFuture;

/** An emitter that writes to ZooKeeper without waiting for it. The task's thread calls it. */
interface Durable {
    /** Completes when the writes of the emitter's last call are stored; the batch continues only then. */
    CompletableFuture<Void> stored();
}
