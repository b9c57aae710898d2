// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a supervisor's plug-ins are given. */
package org.apache.storm.daemon.supervisor;
