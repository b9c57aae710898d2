// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Certificates and settings of a cluster that is closed, and what of a cluster is open. */
package tempest.cli.secure;
