// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Exactly-once topologies: epochs that are committed whole, spouts that go back to one, sinks that commit with them. */
package tempest.api.epoch;
