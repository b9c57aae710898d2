// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** The `storm` command: one table of commands, each a small class over Nimbus's Thrift client or over a JVM it starts. */
package tempest.cli;
