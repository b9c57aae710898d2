// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** {@code storm top}: topologies, components and executors in a terminal, read from Nimbus again and again. */
package tempest.cli.top;
