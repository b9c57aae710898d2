// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What transports that authenticate by SASL share. */
package org.apache.storm.security.auth.sasl;
