// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import org.apache.storm.tuple.Tuple;

/** State that is kept in step with a stream. Called by the task's thread. */
public interface ISubscribedState {
    void set(Object id, Tuple tuple);

    void remove(Object id);
}
