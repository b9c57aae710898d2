// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;

/** The rows of one batch that are not sent yet, for each receiving task. The sender's thread owns it. */
final class PartitionBuffer {
    final long transaction;
    final ArrayList<Object[]>[] bySlot;

    @SuppressWarnings("unchecked")
    PartitionBuffer(long transaction, int slots) {
        this.transaction = transaction;
        bySlot = (ArrayList<Object[]>[]) new ArrayList<?>[slots];
    }
}
