// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** How one topology's executors find their slots. */
package org.apache.storm.scheduler.resource.strategies.scheduling;
