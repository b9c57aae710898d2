// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Consumers of metrics and of event logs. */
package org.apache.storm.metric;
