// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Executors: the agents that run the user's spouts and bolts, and the emitters through which these emit and ack. */
package tempest.worker.executor;
