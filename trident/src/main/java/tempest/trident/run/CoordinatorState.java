// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Iterator;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The batches of one coordinator at one task. It knows which attempts are outdated: whatever arrives late, after a time-out, from a worker
 * that was replaced or from a former coordinator, is recognized here. The task's thread owns it.
 */
final class CoordinatorState {
    final int task;
    final int group;
    private final TreeMap<Long, BatchAttempt> batches = new TreeMap<>();
    private long oldest = Long.MIN_VALUE;

    CoordinatorState(int task, int group) {
        this.task = task;
        this.group = group;
    }

    /** The batch in this attempt, null if the attempt is outdated. An older attempt that was not finished goes to {@code abandoned}. */
    BatchAttempt enter(long transaction, int attempt, Consumer<BatchAttempt> abandoned) {
        if (transaction < oldest) {
            return null;
        }
        BatchAttempt known = batches.get(transaction);
        if (known != null && known.attempt.getAttemptId() == attempt) {
            return known;
        }
        if (known != null) {
            if (attempt < known.attempt.getAttemptId()) {
                return null;
            }
            abandoned.accept(known);
        }
        BatchAttempt entered = new BatchAttempt(task, group, transaction, attempt);
        batches.put(transaction, entered);
        return entered;
    }

    /** All transactions below {@code transaction} are complete. They go to {@code completed}, in their order. */
    void advance(long transaction, Consumer<BatchAttempt> completed) {
        if (transaction <= oldest) {
            return;
        }
        oldest = transaction;
        Iterator<BatchAttempt> below = batches.headMap(transaction).values().iterator();
        while (below.hasNext()) {
            BatchAttempt attempt = below.next();
            below.remove();
            completed.accept(attempt);
        }
    }

    int size() {
        return batches.size();
    }
}
