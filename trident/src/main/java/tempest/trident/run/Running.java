// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Tuple;

/** One attempt of a batch at one task. The task's thread owns it. */
final class Running {
    final TransactionAttempt attempt;
    final int origin;
    final int group;
    /** What the stage made for it; valid once {@code started}. */
    Object state;
    boolean started;
    /** Its coordinator's word that it begins came to this task in this process. */
    boolean opened;
    /** Packets that came before that word; null if there were none. */
    List<Tuple> early;
    boolean finished;
    /** User code refused it: what still comes of this attempt is refused unseen. */
    boolean failed;
    Packets packets;

    Running(int origin, int group, long transaction, int attempt) {
        this.origin = origin;
        this.group = group;
        this.attempt = new TransactionAttempt(transaction, attempt);
    }

    void hold(Tuple packet) {
        if (early == null) {
            early = new ArrayList<>();
        }
        early.add(packet);
    }

    /** The packets that waited, which wait no more. */
    List<Tuple> takeEarly() {
        List<Tuple> waited = early == null ? List.of() : early;
        early = null;
        return waited;
    }
}
