// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.util.List;

/** Takes what an operation emits. It belongs to one partition and is used by the thread that calls the operation. */
public interface TridentCollector {
    /** Emits values, one per declared output field. The list must not be changed afterwards. */
    void emit(List<Object> values);

    /** Passes on what the collector holds back, if it does. */
    void flush();

    /** Shows an error in the UI without failing the batch. */
    void reportError(Throwable t);
}
