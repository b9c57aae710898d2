// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Spouts, bolts and parameters for users' tests of topologies. */
package org.apache.storm.testing;
