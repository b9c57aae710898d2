// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

/** What each tuple of an exactly-once topology carries as its last value: the incarnation and the epoch that it belongs to, in one number. Stateless. */
final class Tag {
    static final String FIELD = "$epoch";
    /** An epoch each millisecond fills them in 34 years. */
    private static final int EPOCH_BITS = 40;
    private static final long MOST_EPOCHS = (1L << EPOCH_BITS) - 1;
    private static final long MOST_INCARNATIONS = (1L << (Long.SIZE - 1 - EPOCH_BITS)) - 1;

    private Tag() { }

    static long of(long incarnation, long epoch) {
        if (epoch > MOST_EPOCHS || incarnation > MOST_INCARNATIONS) {
            throw new IllegalStateException("incarnation " + incarnation + ", epoch " + epoch + ": the folder of epochs is used up; begin with an empty one");
        }
        return incarnation << EPOCH_BITS | epoch;
    }

    static long incarnation(long tag) {
        return tag >>> EPOCH_BITS;
    }

    static long epoch(long tag) {
        return tag & MOST_EPOCHS;
    }
}
