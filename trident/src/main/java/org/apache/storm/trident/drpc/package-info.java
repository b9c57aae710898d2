// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The way back of DRPC results from Trident topologies. */
package org.apache.storm.trident.drpc;
