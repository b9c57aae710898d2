// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** Folds values into an accumulator and takes a result out of it, as a mean does. */
public interface IReducer<T> {
    /** A fresh accumulator. */
    T init();

    T reduce(T accumulator, Object input);

    Object extractResult(T accumulator);
}
