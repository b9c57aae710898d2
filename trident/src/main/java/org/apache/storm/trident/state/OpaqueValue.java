// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

/** A value with the transaction that last changed it, and what it was before that transaction. */
public class OpaqueValue<T> {
    Long currTxid;
    T prev;
    T curr;

    public OpaqueValue(Long currTxid, T val, T prev) {
        this.curr = val;
        this.currTxid = currTxid;
        this.prev = prev;
    }

    public OpaqueValue(Long currTxid, T val) {
        this(currTxid, val, null);
    }

    /**
     * The value after a transaction changed it. The same transaction again starts from the same former value.
     *
     * @throws IllegalStateException if a later transaction changed it already
     */
    public OpaqueValue<T> update(Long batchTxid, T newVal) {
        return new OpaqueValue<>(batchTxid, newVal, get(batchTxid));
    }

    /**
     * The value a transaction has to start from; with null, the current value.
     *
     * @throws IllegalStateException if a later transaction changed it already
     */
    public T get(Long batchTxid) {
        if (batchTxid == null || currTxid == null || batchTxid > currTxid) {
            return curr;
        }
        if (batchTxid.equals(currTxid)) {
            return prev;
        }
        throw new IllegalStateException("transaction " + batchTxid + " came to a value that transaction " + currTxid + " changed already;"
            + " is this state shared with another topology, or was the topology's progress in ZooKeeper lost?");
    }

    public T getCurr() {
        return curr;
    }

    public Long getCurrTxid() {
        return currTxid;
    }

    public T getPrev() {
        return prev;
    }

    @Override
    public String toString() {
        return "{txid " + currTxid + ", value " + curr + ", before " + prev + "}";
    }
}
