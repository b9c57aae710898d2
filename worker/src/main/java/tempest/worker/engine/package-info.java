// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The engine of one worker: wires a topology's tasks, runs them, and answers for them. */
package tempest.worker.engine;
