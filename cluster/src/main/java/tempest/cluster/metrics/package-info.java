// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Figures that all daemons tell in the same way: buckets of latencies, and pages in Prometheus's text format. */
package tempest.cluster.metrics;
