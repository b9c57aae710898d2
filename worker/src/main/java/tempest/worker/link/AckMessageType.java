// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** What a batch of longs means to a spout's task. The ordinal is used on the wire: only add at the end. */
public enum AckMessageType {
    /** Pairs of a root and the XOR of edges that were settled in its tree. */
    ACK,
    /** Pairs of a root whose tree failed and the task that failed it, or with {@link #LOST} the one that its tuple could not be sent to. */
    FAIL,
    /** Roots whose timeout is to be restarted. */
    RESET;

    /** Added to the task of a {@link #FAIL} that is nobody's judgement of the tuple. Beyond the bits of a task, which readers cut off. */
    public static final long LOST = 1L << 32;

    /** Whether the longs are pairs, the first of each being a root. */
    public boolean pairs() {
        return this != RESET;
    }
}
