// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.transactional;

import java.math.BigInteger;
import java.util.Objects;

/** An attempt to process a transaction. */
public class TransactionAttempt {
    BigInteger txid;
    long attemptId;

    /** For serializers alone. */
    public TransactionAttempt() {
    }

    public TransactionAttempt(BigInteger txid, long attemptId) {
        this.txid = txid;
        this.attemptId = attemptId;
    }

    public BigInteger getTransactionId() {
        return txid;
    }

    public long getAttemptId() {
        return attemptId;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(txid);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransactionAttempt that && Objects.equals(txid, that.txid) && attemptId == that.attemptId;
    }

    @Override
    public String toString() {
        return txid + ":" + attemptId;
    }
}
