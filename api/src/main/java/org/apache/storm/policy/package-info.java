// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What an executor does when there is nothing to do. */
package org.apache.storm.policy;
