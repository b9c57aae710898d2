// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import java.util.function.Consumer;
import tempest.worker.tuple.TupleImpl;

/** Takes what an inbox holds, for tests. */
public final class Batches {
    private Batches() { }

    /** Hands over each tuple that waits now; the consumer's thread. */
    public static void drain(Inbox inbox, Consumer<TupleImpl> consumer) {
        Envelope batch = new Envelope();
        while (inbox.poll(batch)) {
            for (int i = 0; i < batch.count(); i++) {
                consumer.accept(batch.tuples()[i]);
            }
        }
    }
}
