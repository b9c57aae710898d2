// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What every daemon of a cluster shares: its state in ZooKeeper, leadership, RPC to the leader, paths, class loading, time. */
package tempest.cluster;
