// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Agents do bounded rounds of work; runners are the threads that run them; the crew decides which runs which. */
package tempest.worker.agent;
