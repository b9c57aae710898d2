// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Where a scheduler's configuration comes from when it is kept apart from the daemon's. */
package org.apache.storm.scheduler.utils;
