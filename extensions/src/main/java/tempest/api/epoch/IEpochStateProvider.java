// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.storm.state.StateProvider;
import org.apache.storm.task.TopologyContext;

/** A {@code topology.state.provider} that can be used in exactly-once topologies, too. Has a constructor without parameters. */
public interface IEpochStateProvider extends StateProvider {
    /**
     * Called where the topology is submitted.
     *
     * @throws IllegalArgumentException if the configuration cannot be right: one line with the key
     */
    void check(Map<String, Object> conf);

    /**
     * Makes a task's state, which is restored before it is used. Called by the task's thread, while the worker runs, once for each life of a task.
     *
     * @param folder {@code topology.state.epoch.folder}: snapshots go below it, into {@code state/} and the task's name
     * @param task the task's name: the same in every life of the topology, and a valid name of a folder
     * @throws IOException if a folder cannot be used: one line that names it
     */
    IEpochState newEpochState(Path folder, String task, Map<String, Object> conf, TopologyContext context) throws IOException;
}
