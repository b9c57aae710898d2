// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a topology asks of the cluster and what it got. */
package org.apache.storm.daemon.nimbus;
