// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** Takes a value and gives nothing back. */
public interface Consumer<T> extends Operation {
    void accept(T input);
}
