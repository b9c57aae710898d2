// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** How the UI names and writes things: windows, durations, URLs of logs. */
package tempest.ui.view;
