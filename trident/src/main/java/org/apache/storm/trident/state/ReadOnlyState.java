// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

/** A state that is only queried, never updated. */
public class ReadOnlyState implements State {
    @Override
    public void beginCommit(Long txid) {
        throw new IllegalStateException(getClass().getName() + " is read only: it takes no updates, so no transaction can begin");
    }

    @Override
    public void commit(Long txid) {
        throw new IllegalStateException(getClass().getName() + " is read only: it takes no updates, so no transaction can be committed");
    }
}
