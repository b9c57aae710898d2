// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import org.apache.storm.trident.topology.TransactionAttempt;

/** One attempt of a batch at one task: the state that each operation of the stage keeps for it. Owned by the task's thread. */
final class Batch {
    final int group;
    final TransactionAttempt attempt;
    final Object[] memory;

    Batch(int group, TransactionAttempt attempt, int operations) {
        this.group = group;
        this.attempt = attempt;
        this.memory = new Object[operations];
    }
}
