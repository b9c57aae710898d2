// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** The UI daemon: one HTTP server for Storm's REST API, our own, and the page that shows them. */
package tempest.ui;
