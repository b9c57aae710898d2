// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What makes the engine a worker: a topology's files, its assignment, heartbeats, credentials, log levels and profiling. */
package tempest.worker.process;
