// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Runs the topologies and the peers turn by turn, keeps what was measured, and writes the page about it. */
package benchmarks.run;
