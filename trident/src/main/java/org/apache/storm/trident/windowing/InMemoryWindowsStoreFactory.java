// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing;

import java.util.Map;

/** Makes one store in memory for all partitions of a worker that share this factory. Any thread. */
public class InMemoryWindowsStoreFactory implements WindowsStoreFactory {
    private static final long serialVersionUID = 1L;

    private InMemoryWindowsStore inMemoryWindowsStore;

    @Override
    public synchronized WindowsStore create(Map<String, Object> topoConf) {
        if (inMemoryWindowsStore == null) {
            inMemoryWindowsStore = new InMemoryWindowsStore();
        }
        return inMemoryWindowsStore;
    }
}
