// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

/** What a partition of a Trident topology remembers. Updates come between {@link #beginCommit} and {@link #commit}, in the order of transactions. */
public interface State {
    /**
     * The updates of a transaction begin.
     *
     * @param txid the transaction, the same again when it is tried again; null for updates outside of any
     */
    void beginCommit(Long txid);

    /** All updates of the transaction were made; they must be stored when this returns. */
    void commit(Long txid);
}
