// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** Whether a value stays, or goes a certain way. */
public interface Predicate<T> extends Operation {
    boolean test(T input);
}
