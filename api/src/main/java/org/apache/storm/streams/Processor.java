// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;

/**
 * What one node does with the values of a stream. Each task has a copy, which only its executor's thread calls. In a windowed stream, what belongs to
 * one window comes between two calls of {@link #finish}.
 */
abstract class Processor implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Takes what the processor gives. */
    interface Out {
        void put(Object value);
    }

    /** Whether a value is part of a window, so that results are given when the window is complete; otherwise each value gives a new result. */
    boolean windowed;

    /** @param input which of the node's inputs the value comes by */
    abstract void take(Object value, int input, Out out);

    /** What it keeps for ever, if its stream has no windows; null if nothing that grows. */
    String grows() {
        return null;
    }

    /** The window is complete. */
    void finish(Out out) {
    }
}
