// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** How the command line of another JVM is put together, checked and started. */
package tempest.cli.launch;
