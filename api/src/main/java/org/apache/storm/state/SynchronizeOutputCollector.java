// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.List;

/** Takes values for a stream of state. No topology runs state spouts, so this one drops them; an engine that does overrides it. */
public class SynchronizeOutputCollector implements ISynchronizeOutputCollector {
    @Override
    public void add(int streamId, Object id, List<Object> tuple) {
    }
}
