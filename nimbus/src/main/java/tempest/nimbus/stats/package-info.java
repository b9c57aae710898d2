// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Makes the summaries and pages that clients read, as functions of what Nimbus knows. */
package tempest.nimbus.stats;
