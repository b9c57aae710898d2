// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Agents do bounded rounds of work; the scheduler of executors decides which of its threads runs which. */
package tempest.worker.agent;
