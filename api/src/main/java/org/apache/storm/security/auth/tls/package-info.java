// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A transport that encrypts, and knows callers by their certificates. */
package org.apache.storm.security.auth.tls;
