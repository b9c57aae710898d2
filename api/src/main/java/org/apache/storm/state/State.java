// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

/** State that is saved in two steps, so that all bolts of a topology save at the same point. Called by the task's thread. */
public interface State {
    /** Saves the changes so that {@link #commit(long)} with this id cannot fail for lack of them. */
    void prepareCommit(long txid);

    /** Makes the changes that were prepared under this id permanent. */
    void commit(long txid);

    /** Makes the current state permanent, outside any transaction. */
    void commit();

    /** Goes back to what was committed last. */
    void rollback();
}
