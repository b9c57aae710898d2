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
 * @param conf the topology's configuration, merged over the cluster's
 * @param topology the user's topology with the system's components and streams
 * @param taskToComponent every task of the topology
 * @param executors those of this worker
 * @param taskToNodePort where each task is, or null inside if not known; replaced as assignments change
 * @param nodeToHost host of each supervisor
 * @param blobVersions version of each of the topology's blobs, shared and changing
 */
public record EngineSpec(String topologyId, Map<String, Object> conf, StormTopology topology, Map<Integer, String> taskToComponent,
                         List<ExecutorInfo> executors, String host, int port, String codeDir, String pidDir, String assignmentId,
                         AtomicReference<Map<Integer, NodeInfo>> taskToNodePort, AtomicReference<Map<String, String>> nodeToHost,
                         Map<String, Long> blobVersions) { }
