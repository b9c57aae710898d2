// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Iterator;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The batches of one coordinator at one task. It knows which attempts are outdated: whatever comes late, after a time-out, from a worker
 * that was given up or from a former coordinator, is told apart here. The task's thread owns it.
 */
final class Origin {
    final int task;
    final int group;
    private final TreeMap<Long, Running> batches = new TreeMap<>();
    private long oldest = Long.MIN_VALUE;

    Origin(int task, int group) {
        this.task = task;
        this.group = group;
    }

    /** The batch in this attempt, null if the attempt is outdated. An older attempt that was not finished goes to {@code abandoned}. */
    Running enter(long transaction, int attempt, Consumer<Running> abandoned) {
        if (transaction < oldest) {
            return null;
        }
        Running known = batches.get(transaction);
        if (known != null && known.attempt.getAttemptId() == attempt) {
            return known;
        }
        if (known != null) {
            if (attempt < known.attempt.getAttemptId()) {
                return null;
            }
            abandoned.accept(known);
        }
        Running entered = new Running(task, group, transaction, attempt);
        batches.put(transaction, entered);
        return entered;
    }

    /** All transactions below {@code transaction} are complete. They go to {@code past}, in their order. */
    void advance(long transaction, Consumer<Running> past) {
        if (transaction <= oldest) {
            return;
        }
        oldest = transaction;
        Iterator<Running> below = batches.headMap(transaction).values().iterator();
        while (below.hasNext()) {
            Running running = below.next();
            below.remove();
            past.accept(running);
        }
    }

    int size() {
        return batches.size();
    }
}
