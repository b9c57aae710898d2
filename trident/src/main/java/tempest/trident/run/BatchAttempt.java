// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Tuple;

/** One attempt of a batch at one task. The task's thread owns it. */
final class BatchAttempt {
    final TransactionAttempt attempt;
    /** The task of its coordinator. */
    final int coordinator;
    final int group;
    /** What the stage made for it; valid once {@code started}. */
    Object state;
    boolean started;
    /** The coordinator's begin message reached this task in this process. */
    boolean opened;
    /** Packets that arrived before that message; null if there were none. */
    List<Tuple> early;
    boolean finished;
    /** User code failed it: whatever still arrives of this attempt is failed without being looked at. */
    boolean failed;
    PartitionBuffer buffer;

    BatchAttempt(int coordinator, int group, long transaction, int attempt) {
        this.coordinator = coordinator;
        this.group = group;
        this.attempt = new TransactionAttempt(transaction, attempt);
    }

    void hold(Tuple packet) {
        if (early == null) {
            early = new ArrayList<>();
        }
        early.add(packet);
    }

    /** Returns the held packets and holds them no longer. */
    List<Tuple> takeEarly() {
        List<Tuple> waited = early == null ? List.of() : early;
        early = null;
        return waited;
    }
}
