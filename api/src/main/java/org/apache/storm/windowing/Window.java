// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.windowing;

import java.util.Iterator;
import java.util.List;

/** Events that are processed together. */
public interface Window<T> {
    /** All events in the window, oldest first. */
    List<T> get();

    /** An iterator over {@link #get}: for windows that may be too big for a list. */
    default Iterator<T> getIter() {
        return get().iterator();
    }

    /** The events that were not in the window before this one. */
    List<T> getNew();

    /** The events that left the window since the one before. */
    List<T> getExpired();

    /** When the window ends, inclusive, in milliseconds since the epoch: event time or processing time. May be null. */
    Long getEndTimestamp();

    /** When the window starts, exclusive; null if its length is a count. */
    Long getStartTimestamp();
}
