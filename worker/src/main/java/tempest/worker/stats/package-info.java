// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** WindowedStats of tasks: plain counters written by one thread, and what a reader makes of them. */
package tempest.worker.stats;
