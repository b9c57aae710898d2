// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tempest.rpc.DeadLetter;
import tempest.worker.system.DeadLetterStore;

/** A store of dead letters for tests, which may refuse some. Any thread. */
final class DeadLettersInMemory implements DeadLetterStore {
    final List<DeadLetter> all = new CopyOnWriteArrayList<>();
    volatile int refusals;

    @Override
    public synchronized void add(DeadLetter letter) {
        if (refusals > 0) {
            refusals--;
            throw new IllegalStateException("the store is away");
        }
        letter.set_id(all.size() + 1);
        all.add(letter);
    }
}
