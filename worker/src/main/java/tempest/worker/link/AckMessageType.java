// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** What a batch of longs means to a spout's task. The ordinal is used on the wire: only add at the end. */
public enum AckMessageType {
    /** Pairs of a root and the XOR of edges that were settled in its tree. */
    ACK,
    /** Pairs of a root whose tree failed and the task that failed it. */
    FAIL,
    /** Roots whose timeout is to be restarted. */
    RESET;

    /** Whether the longs are pairs, the first of each being a root. */
    public boolean pairs() {
        return this != RESET;
    }
}
