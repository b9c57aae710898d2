// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The shipped ways of deciding who may call what. */
package org.apache.storm.security.auth.authorizer;
