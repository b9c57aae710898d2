// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.snapshot;

import org.apache.storm.trident.state.ValueUpdater;

/** A state with a single value. */
public interface Snapshottable<T> extends ReadOnlySnapshottable<T> {
    /** Changes the value. @return what it is now */
    T update(ValueUpdater updater);

    /** Replaces the value. */
    void set(T o);
}
