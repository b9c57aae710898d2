// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.generated.SharedMemory;

/** A request for memory on the heap that the tasks of a component share within a worker. */
public class SharedOnHeap extends SharedMemory {
    private static final long serialVersionUID = 1L;

    /**
     * @param amount in MB
     * @param name components that give the same name share the same memory
     */
    public SharedOnHeap(double amount, String name) {
        super(name);
        set_on_heap(amount);
    }
}
