// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Example topologies, each runnable with {@code storm jar} on a cluster and {@code storm local} without one. */
package org.apache.storm.starter;
