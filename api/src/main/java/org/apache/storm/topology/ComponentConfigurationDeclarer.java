// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.Map;

/** Sets configuration of one component. */
public interface ComponentConfigurationDeclarer<T extends ComponentConfigurationDeclarer> extends ResourceDeclarer<T> {
    T addConfigurations(Map<String, Object> conf);

    /** What was set so far; read-only. */
    Map<String, Object> getComponentConfiguration();

    T addConfiguration(String config, Object value);

    T setDebug(boolean debug);

    T setMaxTaskParallelism(Number val);

    T setMaxSpoutPending(Number val);

    /** The number of tasks, if it is to differ from the number of executors. */
    T setNumTasks(Number val);

    /** Amounts of resources, by name, that each task needs. */
    T addResources(Map<String, Double> resources);

    /** The amount of a resource that each task needs. */
    T addResource(String resourceName, Number resourceValue);
}
