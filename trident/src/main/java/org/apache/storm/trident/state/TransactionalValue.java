// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

/** A value with the transaction that last changed it. */
public class TransactionalValue<T> {
    T val;
    Long txid;

    public TransactionalValue(Long txid, T val) {
        this.val = val;
        this.txid = txid;
    }

    public T getVal() {
        return val;
    }

    public Long getTxid() {
        return txid;
    }

    @Override
    public String toString() {
        return "{txid " + txid + ", value " + val + "}";
    }
}
