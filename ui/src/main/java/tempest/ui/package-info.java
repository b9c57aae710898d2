// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** The REST API under /api/v1 with Storm's field names, and the page that shows it. */
package tempest.ui;
