// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Who calls over Thrift and what they may do: transports, principals, credentials, authorizers. */
package org.apache.storm.security.auth;
