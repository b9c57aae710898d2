// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Plug-ins that keep metrics of workers in Nimbus. */
package org.apache.storm.metricstore;
