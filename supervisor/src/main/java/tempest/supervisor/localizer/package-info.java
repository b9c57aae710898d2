// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Brings topologies' code, configuration and blobs from Nimbus to this computer's disk, whole or not at all, and removes them again. */
package tempest.supervisor.localizer;
