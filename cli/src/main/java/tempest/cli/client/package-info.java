// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** What runs inside the client JVM next to the user's main class; it needs nothing but the contract. */
package tempest.cli.client;
