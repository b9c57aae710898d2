// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The contract with users: configuration, submission, and what local mode looks like. */
package org.apache.storm;
