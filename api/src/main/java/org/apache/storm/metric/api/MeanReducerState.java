// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** How many values there were, and their sum. */
class MeanReducerState {
    public int count;
    public double sum;
}
