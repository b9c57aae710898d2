// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The engine of one worker: connects a topology's tasks, runs them, and reports their statistics and failures. */
package tempest.worker.engine;
