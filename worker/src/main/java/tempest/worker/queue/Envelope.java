// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import tempest.worker.link.AckMessageType;
import tempest.worker.tuple.TupleImpl;

/**
 * One batch for one task: either tuples, or roots that were acked, failed or reset. A slot of the ring while it waits, and the consumer's own
 * scratch object once polled.
 */
public final class Envelope {
    int task;
    int count;
    TupleImpl[] tuples;
    AckMessageType kind;
    long[] data;

    public int task() {
        return task;
    }

    /** Number of tuples, or of longs. */
    public int count() {
        return count;
    }

    /** Null if it carries acks, failures or resets. */
    public TupleImpl[] tuples() {
        return tuples;
    }

    public AckMessageType kind() {
        return kind;
    }

    public long[] data() {
        return data;
    }

    Envelope fill(int newTask, TupleImpl[] newTuples, AckMessageType newKind, long[] newData, int newCount) {
        task = newTask;
        tuples = newTuples;
        kind = newKind;
        data = newData;
        count = newCount;
        return this;
    }

    void moveTo(Envelope target) {
        target.fill(task, tuples, kind, data, count);
        fill(0, null, null, null, 0);
    }
}
