// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** An HTTP server with the settings, safeguards and error answers that UI, log viewer and DRPC share. */
package tempest.http;
