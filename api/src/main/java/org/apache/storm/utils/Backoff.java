// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/**
 * How often to try again and how long to wait before: a wait half as long again each time, up to a ceiling.
 *
 * @param times how often to try again after the first failure
 * @param firstMillis the first wait
 * @param ceilingMillis the longest wait
 */
public record Backoff(int times, int firstMillis, int ceilingMillis) {
    private static final double GROWTH = 1.5;

    /** The wait after so many earlier ones. */
    public long waitMillis(int earlier) {
        return (long) Math.min(ceilingMillis, firstMillis * Math.pow(GROWTH, earlier));
    }
}
