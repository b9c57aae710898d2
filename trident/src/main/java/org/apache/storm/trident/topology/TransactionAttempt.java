// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.topology;

import org.apache.storm.trident.spout.IBatchID;

/** One try of one transaction. */
public class TransactionAttempt implements IBatchID {
    Long txid;
    int attemptId;

    /** For serialization. */
    public TransactionAttempt() {
    }

    public TransactionAttempt(Long txid, int attemptId) {
        this.txid = txid;
        this.attemptId = attemptId;
    }

    /** The transaction; the next one has the next higher number. */
    public Long getTransactionId() {
        return txid;
    }

    @Override
    public Object getId() {
        return txid;
    }

    @Override
    public int getAttemptId() {
        return attemptId;
    }

    @Override
    public int hashCode() {
        return txid.hashCode();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TransactionAttempt other && txid.equals(other.txid) && attemptId == other.attemptId;
    }

    @Override
    public String toString() {
        return txid + ":" + attemptId;
    }
}
