// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The bolts that the system adds to a topology, run by the engine like users' bolts. */
package tempest.worker.system;
