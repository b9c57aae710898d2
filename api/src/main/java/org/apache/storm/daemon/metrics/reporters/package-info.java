// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What reports a daemon's metrics. */
package org.apache.storm.daemon.metrics.reporters;
