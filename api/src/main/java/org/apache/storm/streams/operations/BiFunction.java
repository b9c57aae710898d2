// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** From two values to another. */
public interface BiFunction<T, U, R> extends Operation {
    R apply(T input1, U input2);
}
