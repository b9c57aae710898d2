// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Tracking of tuple trees by XOR: ids, the spout's table of pending roots, and the acks that bolts send back. */
package tempest.worker.ack;
