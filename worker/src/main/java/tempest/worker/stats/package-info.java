// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Statistics of tasks: plain counters written by one thread, and the sums and windows that readers derive from them. */
package tempest.worker.stats;
