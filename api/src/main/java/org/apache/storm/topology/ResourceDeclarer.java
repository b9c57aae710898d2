// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.generated.SharedMemory;

/** Declares the resources that each task of a component needs. */
public interface ResourceDeclarer<T extends ResourceDeclarer> {
    /** Memory on the heap, in MB. */
    T setMemoryLoad(Number onHeap);

    /** Memory on and off the heap, in MB. */
    T setMemoryLoad(Number onHeap, Number offHeap);

    /** Processor time: 100 is one core. */
    T setCPULoad(Number amount);

    /** Memory that tasks of this component share. */
    T addSharedMemory(SharedMemory request);
}
