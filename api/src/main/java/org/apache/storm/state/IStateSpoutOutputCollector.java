// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

/** Adds values to, and removes them from, a stream of state. */
public interface IStateSpoutOutputCollector extends ISynchronizeOutputCollector {
    void remove(int streamId, Object id);
}
