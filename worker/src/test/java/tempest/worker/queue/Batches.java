// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import java.util.function.Consumer;
import tempest.worker.tuple.TupleImpl;

/** Drains an inbox, for tests. */
public final class Batches {
    private Batches() { }

    /** Passes on each tuple that waits now; called by the consumer's thread. */
    public static void drain(Inbox inbox, Consumer<TupleImpl> consumer) {
        Envelope batch = new Envelope();
        while (inbox.poll(batch)) {
            for (int i = 0; i < batch.count(); i++) {
                consumer.accept(batch.tuples()[i]);
            }
        }
    }
}
