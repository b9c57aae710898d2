// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** The supervisor: runs on one computer what Nimbus assigns to it. */
package tempest.supervisor;
