// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Windows by key for plain topologies. */
package tempest.api.window;
