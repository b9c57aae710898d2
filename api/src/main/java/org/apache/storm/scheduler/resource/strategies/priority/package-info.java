// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Which topology is scheduled before which. */
package org.apache.storm.scheduler.resource.strategies.priority;
