// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.snapshot;

import org.apache.storm.trident.state.State;

/** A state with a single value that can be read. */
public interface ReadOnlySnapshottable<T> extends State {
    /** The value, null if there is none. */
    T get();
}
