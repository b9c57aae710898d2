// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import org.apache.storm.trident.topology.TransactionAttempt;

/** One attempt of a batch at one task. The task's thread owns it. */
final class Running {
    final TransactionAttempt attempt;
    final int origin;
    final int group;
    /** What the stage made for it; valid once {@code started}. */
    Object state;
    boolean started;
    boolean finished;
    /** User code refused it: what still comes of this attempt is refused unseen. */
    boolean failed;
    Packets packets;

    Running(int origin, int group, long transaction, int attempt) {
        this.origin = origin;
        this.group = group;
        this.attempt = new TransactionAttempt(transaction, attempt);
    }
}
