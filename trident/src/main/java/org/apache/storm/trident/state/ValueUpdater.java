// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

/** Makes a new value of a stored one. */
public interface ValueUpdater<T> {
    /** @param stored what is stored, null if nothing is */
    T update(T stored);
}
