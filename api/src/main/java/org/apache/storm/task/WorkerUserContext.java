// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.tuple.Fields;

/** What a worker hook gets: a worker's context, into which it may put resources for the worker's tasks. */
public class WorkerUserContext extends WorkerTopologyContext {

    public WorkerUserContext(StormTopology topology, Map<String, Object> topoConf, Map<Integer, String> taskToComponent,
                             Map<String, List<Integer>> componentToSortedTasks,
                             Map<String, Map<String, Fields>> componentToStreamToFields, String stormId, String codeDir, String pidDir,
                             Integer workerPort, List<Integer> workerTasks, Map<String, Object> defaultResources,
                             Map<String, Object> userResources, AtomicReference<Map<Integer, NodeInfo>> taskToNodePort,
                             String assignmentId, AtomicReference<Map<String, String>> nodeToHost) {
        super(topology, topoConf, taskToComponent, componentToSortedTasks, componentToStreamToFields, stormId, codeDir, pidDir, workerPort,
            workerTasks, defaultResources, userResources, taskToNodePort, assignmentId, nodeToHost);
    }

    /** Makes a resource available to every task of the worker, by {@link WorkerTopologyContext#getResource}. */
    public void setResource(String name, Object resource) {
        userResources.put(name, resource);
    }
}
