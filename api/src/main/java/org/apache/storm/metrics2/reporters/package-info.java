// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Reporters that a topology names in {@code topology.metrics.reporters}. */
package org.apache.storm.metrics2.reporters;
