// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.SharedMemory;

/** Something that requests CPU and memory. */
public interface ITridentResource {
    /** The requested amounts, by configuration key. */
    Map<String, Number> getResources();

    /** The memory that it shares with others. */
    Set<SharedMemory> getSharedMemory();
}
