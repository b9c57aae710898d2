// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** From a value to another. */
public interface Function<T, R> extends Operation {
    R apply(T input);
}
