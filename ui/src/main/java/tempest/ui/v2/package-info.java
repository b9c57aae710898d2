// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Our own REST API under /api/v2: what Storm's does not offer, in few requests a page. */
package tempest.ui.v2;
