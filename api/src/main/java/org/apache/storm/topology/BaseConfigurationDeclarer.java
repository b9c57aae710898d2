// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;

/** Turns each setter into one call of {@link #addConfigurations}. */
public abstract class BaseConfigurationDeclarer<T extends ComponentConfigurationDeclarer> implements ComponentConfigurationDeclarer<T> {

    @Override
    public T addConfiguration(String config, Object value) {
        return addConfigurations(Collections.singletonMap(config, value));
    }

    @Override
    public T setDebug(boolean debug) {
        return addConfiguration(Config.TOPOLOGY_DEBUG, debug);
    }

    @Override
    public T setMaxTaskParallelism(Number val) {
        return addConfiguration(Config.TOPOLOGY_MAX_TASK_PARALLELISM, val == null ? null : val.intValue());
    }

    @Override
    public T setMaxSpoutPending(Number val) {
        return addConfiguration(Config.TOPOLOGY_MAX_SPOUT_PENDING, val == null ? null : val.intValue());
    }

    @Override
    public T setNumTasks(Number val) {
        return addConfiguration(Config.TOPOLOGY_TASKS, val == null ? null : val.intValue());
    }

    @Override
    public T setMemoryLoad(Number onHeap) {
        return setMemoryLoad(onHeap, null);
    }

    @Override
    public T setMemoryLoad(Number onHeap, Number offHeap) {
        setResource(Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB, onHeap);
        return setResource(Config.TOPOLOGY_COMPONENT_RESOURCES_OFFHEAP_MEMORY_MB, offHeap);
    }

    @Override
    public T setCPULoad(Number amount) {
        return setResource(Config.TOPOLOGY_COMPONENT_CPU_PCORE_PERCENT, amount);
    }

    @Override
    public T addResource(String resourceName, Number resourceValue) {
        return addResources(Collections.singletonMap(resourceName, resourceValue.doubleValue()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public T addResources(Map<String, Double> resources) {
        Map<String, Double> all = new HashMap<>();
        Object earlier = getComponentConfiguration().get(Config.TOPOLOGY_COMPONENT_RESOURCES_MAP);
        if (earlier != null) {
            all.putAll((Map<String, Double>) earlier);
        }
        all.putAll(resources);
        return addConfiguration(Config.TOPOLOGY_COMPONENT_RESOURCES_MAP, all);
    }

    /** Memory and processor time have keys of their own, and stand among the other resources too. */
    private T setResource(String key, Number amount) {
        if (amount == null) {
            return self();
        }
        addConfiguration(key, amount.doubleValue());
        return addResource(key, amount);
    }

    @SuppressWarnings("unchecked")
    private T self() {
        return (T) this;
    }
}
