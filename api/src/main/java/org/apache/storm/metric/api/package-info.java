// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The first metrics API: metrics that are read and reset once per time bucket. */
package org.apache.storm.metric.api;
