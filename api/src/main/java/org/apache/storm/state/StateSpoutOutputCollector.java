// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

/** Takes values for, and removes them from, a stream of state. */
public class StateSpoutOutputCollector extends SynchronizeOutputCollector implements IStateSpoutOutputCollector {
    @Override
    public void remove(int streamId, Object id) {
    }
}
