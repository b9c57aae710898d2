// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.List;
import java.util.Objects;

/** A place for one worker process: a port of a node. */
public class WorkerSlot {
    private final String nodeId;
    private final int port;

    /**
     * Names a slot.
     *
     * @param nodeId the supervisor's assignment id
     * @param port the worker's port; anything beyond an int is cut off
     */
    public WorkerSlot(String nodeId, Number port) {
        this.nodeId = nodeId;
        this.port = port.intValue();
    }

    public String getNodeId() {
        return nodeId;
    }

    public int getPort() {
        return port;
    }

    /** The slot as {@code node:port}. */
    public String getId() {
        return nodeId + ":" + port;
    }

    /** The node id and the port, in this order. */
    public List<Object> toList() {
        return List.of(nodeId, port);
    }

    @Override
    public int hashCode() {
        return 31 * (nodeId == null ? 0 : nodeId.hashCode()) + port;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorkerSlot that && port == that.port && Objects.equals(nodeId, that.nodeId);
    }

    @Override
    public String toString() {
        return getId();
    }
}
