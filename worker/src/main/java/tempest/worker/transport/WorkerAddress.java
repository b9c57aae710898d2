// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.util.Objects;

/** Where a worker runs: the supervisor's id and the slot's port. Immutable; equal addresses are the same slot. */
public record WorkerAddress(String node, int port) {
    public WorkerAddress {
        Objects.requireNonNull(node, "node");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 0..65535");
        }
    }

    @Override
    public String toString() {
        return node + ":" + port;
    }
}
