// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.normalization;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.Constants;

/** Gives a resource its one name: configuration keys of older days become the common names, every other name stays. Immutable. */
public class ResourceNameNormalizer {
    private final Map<String, String> mapping = Map.of(
            Config.TOPOLOGY_COMPONENT_CPU_PCORE_PERCENT, Constants.COMMON_CPU_RESOURCE_NAME,
            Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB, Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME,
            Config.TOPOLOGY_COMPONENT_RESOURCES_OFFHEAP_MEMORY_MB, Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME,
            Config.SUPERVISOR_CPU_CAPACITY, Constants.COMMON_CPU_RESOURCE_NAME,
            Config.SUPERVISOR_MEMORY_CAPACITY_MB, Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME);

    /** A new map with the same amounts under their common names; null gives an empty one. */
    public Map<String, Double> normalizedResourceMap(Map<String, ? extends Number> resources) {
        Map<String, Double> normalized = new HashMap<>();
        if (resources != null) {
            resources.forEach((name, amount) -> normalized.put(mapping.getOrDefault(name, name), amount.doubleValue()));
        }
        return normalized;
    }

    /** The older names with the common names they stand for. */
    public Map<String, String> getResourceNameMapping() {
        return mapping;
    }
}
