// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** Gives back what it takes. */
public class IdentityFunction<T> implements Function<T, T> {
    private static final long serialVersionUID = 1L;

    @Override
    public T apply(T input) {
        return input;
    }
}
