// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Queries and commands to Nimbus, cached for all users of the UI. */
package tempest.ui.query;
