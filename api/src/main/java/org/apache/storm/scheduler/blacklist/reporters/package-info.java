// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Who is told of supervisors that are set aside. */
package org.apache.storm.scheduler.blacklist.reporters;
