// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Topologies to measure a stream processor with, written against Storm's contract alone; each writes its own figures. */
package benchmarks.topology;
