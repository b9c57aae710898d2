// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A transport by which callers and servers show each other that they know the same password. */
package org.apache.storm.security.auth.digest;
