// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing.config;

import java.io.Serializable;

/** How long a window is and how far it moves: in tuples, or in milliseconds. */
public interface WindowConfig extends Serializable {
    int getWindowLength();

    int getSlidingLength();

    /** @throws IllegalArgumentException if a length is not positive, or the window moves further than it is long */
    void validate();

    /** The kinds of windows. */
    enum Type {
        SLIDING_COUNT,
        TUMBLING_COUNT,
        SLIDING_DURATION,
        TUMBLING_DURATION
    }
}
