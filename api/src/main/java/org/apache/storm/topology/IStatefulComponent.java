// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.state.State;

/** A component whose state is saved at checkpoints. */
public interface IStatefulComponent<T extends State> extends IComponent {
    /** Called once per task, after prepare and before any tuple, with the state as it was committed last. */
    void initState(T state);

    /** Called just before the state is committed. */
    void preCommit(long txid);

    /** Called just before the state is prepared for a commit. */
    void prePrepare(long txid);

    /** Called just before the state is rolled back. */
    void preRollback();
}
