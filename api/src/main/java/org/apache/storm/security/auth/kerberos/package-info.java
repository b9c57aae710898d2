// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Kerberos tickets of topologies' owners. */
package org.apache.storm.security.auth.kerberos;
