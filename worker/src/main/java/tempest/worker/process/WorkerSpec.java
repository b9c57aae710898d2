// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tempest.cluster.LocalLayout;
import tempest.worker.transport.WorkerAddress;

/**
 * Which worker this is and where its files lie. Immutable.
 *
 * @param topologyId what it runs
 * @param slot the supervisor's id and the port it listens on
 * @param workerId the name of its folder
 * @param conf the daemons' configuration on this computer; the topology's own goes over it
 * @param layout where files lie
 * @param userCode the user's class loader; null to make one from the topology's jar
 */
public record WorkerSpec(String topologyId, WorkerAddress slot, String workerId, Map<String, Object> conf, LocalLayout layout, ClassLoader userCode) {
    public WorkerSpec {
        Objects.requireNonNull(topologyId, "topologyId");
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(workerId, "workerId");
        Objects.requireNonNull(layout, "layout");
        conf = Collections.unmodifiableMap(new HashMap<>(conf));
    }
}
