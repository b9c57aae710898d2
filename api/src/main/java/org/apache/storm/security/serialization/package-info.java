// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Tuples that nobody on the way can read. */
package org.apache.storm.security.serialization;
