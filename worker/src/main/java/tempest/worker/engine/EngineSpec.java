// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormTopology;

/**
 * What an engine runs.
 *
 * @param executors the executors of this worker
 */
public record EngineSpec(Submitted topology, List<ExecutorInfo> executors, Place place, ClusterView cluster) {
    /**
     * The topology as it was submitted.
     *
     * @param conf its configuration, merged over the cluster's
     * @param structure the user's spouts and bolts with the system's components and streams
     * @param taskToComponent every task
     */
    public record Submitted(String id, Map<String, Object> conf, StormTopology structure, Map<Integer, String> taskToComponent) { }

    /** Where the worker is, on the network and on disk. */
    public record Place(String host, int port, String codeDir, String pidDir, String assignmentId) { }

    /**
     * What changes while the worker runs; shared with the threads that keep it up to date.
     *
     * @param taskToNodePort where each task runs
     * @param nodeToHost host of each supervisor
     * @param blobVersions version of each of the topology's blobs
     */
    public record ClusterView(AtomicReference<Map<Integer, NodeInfo>> taskToNodePort, AtomicReference<Map<String, String>> nodeToHost,
                              Map<String, Long> blobVersions) { }
}
