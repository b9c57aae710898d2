// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Joins by key of streams and tables for plain topologies. */
package tempest.api.join;
