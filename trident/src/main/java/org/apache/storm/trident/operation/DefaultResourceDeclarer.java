// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.topology.ResourceDeclarer;

/** Remembers the resources that were declared. */
public class DefaultResourceDeclarer<T extends DefaultResourceDeclarer> implements ResourceDeclarer<T>, ITridentResource {
    private final Map<String, Number> resources = new HashMap<>();
    private final Set<SharedMemory> sharedMemory = new HashSet<>();

    @Override
    public T setMemoryLoad(Number onHeap) {
        return setMemoryLoad(onHeap, null);
    }

    @Override
    public T setMemoryLoad(Number onHeap, Number offHeap) {
        put(Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB, onHeap);
        put(Config.TOPOLOGY_COMPONENT_RESOURCES_OFFHEAP_MEMORY_MB, offHeap);
        return self();
    }

    @Override
    public T setCPULoad(Number amount) {
        put(Config.TOPOLOGY_COMPONENT_CPU_PCORE_PERCENT, amount);
        return self();
    }

    private void put(String key, Number amount) {
        if (amount == null) {
            return;
        }
        if (!(amount.doubleValue() >= 0)) {
            throw new IllegalArgumentException(key + " is " + amount + "; it must be 0 or more");
        }
        resources.put(key, amount.doubleValue());
    }

    @Override
    public Map<String, Number> getResources() {
        return new HashMap<>(resources);
    }

    @Override
    public Set<SharedMemory> getSharedMemory() {
        return sharedMemory;
    }

    @Override
    public T addSharedMemory(SharedMemory request) {
        sharedMemory.add(request);
        return self();
    }

    @SuppressWarnings("unchecked")
    private T self() {
        return (T) this;
    }
}
