// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;

/** The rows of one batch that wait at their sender, for each receiver. The sender's thread owns it. */
final class Packets {
    final long transaction;
    final ArrayList<Object[]>[] bySlot;

    @SuppressWarnings("unchecked")
    Packets(long transaction, int slots) {
        this.transaction = transaction;
        bySlot = (ArrayList<Object[]>[]) new ArrayList<?>[slots];
    }
}
