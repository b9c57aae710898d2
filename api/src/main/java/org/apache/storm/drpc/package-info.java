// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Topologies that answer distributed remote procedure calls. */
package org.apache.storm.drpc;
