// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Filters that pick the metrics a reporter reports. */
package org.apache.storm.metrics2.filters;
