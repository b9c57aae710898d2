// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Groupings, resolved at start to a choice among task ids. */
package tempest.worker.route;
