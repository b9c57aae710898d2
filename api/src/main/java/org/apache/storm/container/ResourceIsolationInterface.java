// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.container;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.storm.daemon.supervisor.ExitCodeCallback;

/** Starts and ends workers and keeps them within their share of a node; {@code storm.resource.isolation.plugin}. */
public interface ResourceIsolationInterface {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> conf) throws IOException;

    /**
     * Sets a worker's share before it is launched.
     *
     * @param workerMemory in MB; null for no limit
     * @param workerCpu in percent of a core; null for no limit
     * @param numaId the zone to run in; null for any
     */
    void reserveResourcesForWorker(String workerId, Integer workerMemory, Integer workerCpu, String numaId);

    /** Clears up after a worker whose processes have all ended. */
    void cleanup(String user, String workerId, int port) throws IOException;

    /**
     * Starts a worker.
     *
     * @param user whom it runs as, where that is possible
     * @param topoConf the configuration of its topology
     * @param command the command and its arguments
     * @param env what to add to its environment
     * @param logPrefix what lines of its output begin with
     * @param processExitCallback hears of its end
     * @param targetDir the folder that it runs in
     */
    void launchWorkerProcess(String user, String topologyId, Map<String, Object> topoConf, int port, String workerId, List<String> command,
                             Map<String, String> env, String logPrefix, ExitCodeCallback processExitCallback, File targetDir) throws IOException;

    /** The memory that a worker uses, in bytes. */
    long getMemoryUsage(String user, String workerId, int port) throws IOException;

    /** The memory that the node could still give, in MB. */
    long getSystemFreeMemoryMb() throws IOException;

    /** Asks a worker's processes to end. */
    void kill(String user, String workerId) throws IOException;

    /** Ends a worker's processes. */
    void forceKill(String user, String workerId) throws IOException;

    boolean areAllProcessesDead(String user, String workerId) throws IOException;

    /** Runs a profiler's command on a worker; whether it succeeded. */
    boolean runProfilingCommand(String user, String workerId, List<String> command, Map<String, String> env, String logPrefix, File targetDir)
        throws IOException, InterruptedException;

    /** Whether workers are held to their share. */
    boolean isResourceManaged();
}
