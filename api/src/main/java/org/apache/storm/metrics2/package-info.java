// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The second metrics API: Dropwizard metrics, named after topology, component and task, and their reporters. */
package org.apache.storm.metrics2;
