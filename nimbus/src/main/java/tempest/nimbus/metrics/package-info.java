// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** What the last hour was like: time series, failures and traces of every topology, kept in memory within bounds. */
package tempest.nimbus.metrics;
