// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.tuple.Fields;

/** A topology as one of its workers sees it. */
public class WorkerTopologyContext extends GeneralTopologyContext {
    /** The name of the resource that {@link #getSharedExecutor} returns. */
    public static final String SHARED_EXECUTOR = "executor";

    final Map<String, Object> userResources;
    final Map<String, Object> defaultResources;
    private final Integer workerPort;
    private final List<Integer> workerTasks;
    private final String codeDir;
    private final String pidDir;
    private final AtomicReference<Map<Integer, NodeInfo>> taskToNodePort;
    private final String assignmentId;
    private final AtomicReference<Map<String, String>> nodeToHost;

    /**
     * @param defaultResources resources that the worker offers, by name
     * @param userResources resources that worker hooks put there, by name; shared by the whole worker
     * @param taskToNodePort where each task runs now; the worker replaces the map as assignments change
     * @param assignmentId the id of the node (supervisor) that the worker runs on
     * @param nodeToHost the host of each node; the worker replaces the map as assignments change
     */
    public WorkerTopologyContext(StormTopology topology, Map<String, Object> topoConf, Map<Integer, String> taskToComponent,
                                 Map<String, List<Integer>> componentToSortedTasks,
                                 Map<String, Map<String, Fields>> componentToStreamToFields, String stormId, String codeDir, String pidDir,
                                 Integer workerPort, List<Integer> workerTasks, Map<String, Object> defaultResources,
                                 Map<String, Object> userResources, AtomicReference<Map<Integer, NodeInfo>> taskToNodePort,
                                 String assignmentId, AtomicReference<Map<String, String>> nodeToHost) {
        super(topology, topoConf, taskToComponent, componentToSortedTasks, componentToStreamToFields, stormId);
        this.codeDir = codeDir;
        this.pidDir = pidDir;
        this.workerPort = workerPort;
        this.workerTasks = workerTasks;
        this.defaultResources = defaultResources;
        this.userResources = userResources;
        this.taskToNodePort = taskToNodePort;
        this.assignmentId = assignmentId;
        this.nodeToHost = nodeToHost;
    }

    /** For a worker that knows of no other. */
    public WorkerTopologyContext(StormTopology topology, Map<String, Object> topoConf, Map<Integer, String> taskToComponent,
                                 Map<String, List<Integer>> componentToSortedTasks,
                                 Map<String, Map<String, Fields>> componentToStreamToFields, String stormId, String codeDir, String pidDir,
                                 Integer workerPort, List<Integer> workerTasks, Map<String, Object> defaultResources,
                                 Map<String, Object> userResources) {
        this(topology, topoConf, taskToComponent, componentToSortedTasks, componentToStreamToFields, stormId, codeDir, pidDir, workerPort,
            workerTasks, defaultResources, userResources, null, null, null);
    }

    /** The ids of the tasks that run in this worker. */
    public List<Integer> getThisWorkerTasks() {
        return Collections.unmodifiableList(workerTasks);
    }

    /** The port of the slot that this worker has. */
    public Integer getThisWorkerPort() {
        return workerPort;
    }

    /** The id of the node (supervisor) that this worker runs on. */
    public String getAssignmentId() {
        return assignmentId;
    }

    /** Where each task runs now. */
    public AtomicReference<Map<Integer, NodeInfo>> getTaskToNodePort() {
        return taskToNodePort;
    }

    /** The host of each node. */
    public AtomicReference<Map<String, String>> getNodeToHost() {
        return nodeToHost;
    }

    /** The folder with the topology's unpacked {@code resources/}. */
    public String getCodeDir() {
        return codeDir;
    }

    /** The folder where the pids of processes that components start belong, so that they end with the worker. */
    public String getPIDDir() {
        return pidDir;
    }

    /** A resource that a worker hook put into the worker, or null. */
    public Object getResource(String name) {
        return userResources.get(name);
    }

    /** A pool of threads for work that would block a task. */
    public ExecutorService getSharedExecutor() {
        return (ExecutorService) defaultResources.get(SHARED_EXECUTOR);
    }
}
