// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Storm's REST API under /api/v1 with its field names, types and units. */
package tempest.ui.v1;
