// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** Combines values of one type, as a sum does. */
public interface ICombiner<T> {
    /** What changes nothing when combined with: 0 for a sum. */
    T identity();

    T combine(T a, T b);
}
