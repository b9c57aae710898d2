// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A transport by which callers say who they are, and are believed. */
package org.apache.storm.security.auth.plain;
