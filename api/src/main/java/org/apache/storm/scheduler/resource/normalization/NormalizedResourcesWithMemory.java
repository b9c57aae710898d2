// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.normalization;

/** Resources that include memory. */
public interface NormalizedResourcesWithMemory {
    /** CPU and everything else but memory. */
    NormalizedResources getNormalizedResources();

    /** Memory in MB, on and off the heap. */
    double getTotalMemoryMb();

    /** Sets everything to nothing. */
    void clear();

    boolean areAnyOverZero();
}
