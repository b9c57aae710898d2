// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.List;

/** Adds values to a stream of state. */
public interface ISynchronizeOutputCollector {
    void add(int streamId, Object id, List<Object> tuple);
}
