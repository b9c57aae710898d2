// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Which supervisors are set aside, and until when. */
package org.apache.storm.scheduler.blacklist.strategies;
