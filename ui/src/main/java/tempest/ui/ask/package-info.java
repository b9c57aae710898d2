// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Questions and orders to Nimbus, shared by all who look at the UI. */
package tempest.ui.ask;
