// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

class InMemoryClusterStateTest extends ClusterStateContract {
    @Override
    protected ClusterState open() {
        return new InMemoryClusterState();
    }
}
