// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.normalization;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.WorkerResources;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import org.apache.storm.utils.ObjectReader;

/** What an executor of a component asks for: memory in MB, CPU in percent of a core, other amounts by name. Mutable, not thread-safe. */
public class NormalizedResourceRequest implements NormalizedResourcesWithMemory {
    private static final double DEFAULT_ON_HEAP_MB = 128.0;
    private static final double DEFAULT_OFF_HEAP_MB = 0.0;
    private static final double DEFAULT_CPU_PERCENT = 10.0;
    private static final String ACKER_ID = "__acker";

    private final NormalizedResources resources;
    private double onHeapMb;
    private double offHeapMb;

    /**
     * The request of a component.
     *
     * @param component the component; what its own configuration says goes before the topology's
     * @param topoConf the topology's configuration
     * @param componentId the component's id
     * @throws IllegalArgumentException if the component's configuration is no JSON object
     */
    public NormalizedResourceRequest(ComponentCommon component, Map<String, Object> topoConf, String componentId) {
        this(merge(defaults(topoConf, componentId), own(component, componentId)));
    }

    /** The request of a component whose own configuration says nothing. */
    public NormalizedResourceRequest(Map<String, Object> topoConf, String componentId) {
        this(defaults(topoConf, componentId));
    }

    public NormalizedResourceRequest() {
        this(Map.of());
    }

    private NormalizedResourceRequest(Map<String, Double> normalized) {
        onHeapMb = normalized.getOrDefault(Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME, 0.0);
        offHeapMb = normalized.getOrDefault(Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME, 0.0);
        resources = new NormalizedResources(normalized);
    }

    private static Map<String, Double> merge(Map<String, Double> base, Map<String, Double> over) {
        Map<String, Double> merged = new HashMap<>(base);
        merged.putAll(over);
        return merged;
    }

    private static Map<String, Double> defaults(Map<String, Object> topoConf, String componentId) {
        Map<String, Object> named = new HashMap<>();
        named.put(Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB, DEFAULT_ON_HEAP_MB);
        named.put(Config.TOPOLOGY_COMPONENT_RESOURCES_OFFHEAP_MEMORY_MB, DEFAULT_OFF_HEAP_MB);
        named.put(Config.TOPOLOGY_COMPONENT_CPU_PCORE_PERCENT, DEFAULT_CPU_PERCENT);
        Map<String, Double> request = merge(amounts(named), amounts(topoConf));
        if (ACKER_ID.equals(componentId)) {
            override(request, topoConf, Config.TOPOLOGY_ACKER_RESOURCES_ONHEAP_MEMORY_MB, Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME);
            override(request, topoConf, Config.TOPOLOGY_ACKER_RESOURCES_OFFHEAP_MEMORY_MB, Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME);
            override(request, topoConf, Config.TOPOLOGY_ACKER_CPU_PCORE_PERCENT, Constants.COMMON_CPU_RESOURCE_NAME);
        } else if (componentId != null && componentId.startsWith(Constants.METRICS_COMPONENT_ID_PREFIX)) {
            override(request, topoConf, Config.TOPOLOGY_METRICS_CONSUMER_RESOURCES_ONHEAP_MEMORY_MB,
                    Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME);
            override(request, topoConf, Config.TOPOLOGY_METRICS_CONSUMER_RESOURCES_OFFHEAP_MEMORY_MB,
                    Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME);
            override(request, topoConf, Config.TOPOLOGY_METRICS_CONSUMER_CPU_PCORE_PERCENT, Constants.COMMON_CPU_RESOURCE_NAME);
        }
        return request;
    }

    private static void override(Map<String, Double> request, Map<String, Object> conf, String key, String resource) {
        Double amount = ObjectReader.getDouble(conf.get(key), null);
        if (amount != null) {
            request.put(resource, amount);
        }
    }

    /** The amounts a configuration names: its map of resources, and under the older keys, which count less. */
    private static Map<String, Double> amounts(Map<String, Object> conf) {
        Map<String, Double> named = new HashMap<>();
        override(named, conf, Config.TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB, Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME);
        override(named, conf, Config.TOPOLOGY_COMPONENT_RESOURCES_OFFHEAP_MEMORY_MB, Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME);
        override(named, conf, Config.TOPOLOGY_COMPONENT_CPU_PCORE_PERCENT, Constants.COMMON_CPU_RESOURCE_NAME);
        if (conf.get(Config.TOPOLOGY_COMPONENT_RESOURCES_MAP) instanceof Map<?, ?> map) {
            Map<String, Double> listed = new HashMap<>();
            map.forEach((name, amount) -> listed.put(String.valueOf(name), ObjectReader.getDouble(amount)));
            named.putAll(NormalizedResources.RESOURCE_NAME_NORMALIZER.normalizedResourceMap(listed));
        }
        return named;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Double> own(ComponentCommon component, String componentId) {
        if (!component.is_set_json_conf()) {
            return Map.of();
        }
        try {
            return JSONValue.parseWithException(component.get_json_conf()) instanceof Map<?, ?> conf
                    ? amounts((Map<String, Object>) conf) : Map.of();
        } catch (ParseException e) {
            throw new IllegalArgumentException("the configuration of component " + componentId + " is no JSON object: "
                    + component.get_json_conf(), e);
        }
    }

    /** All amounts by their common names. */
    public Map<String, Double> toNormalizedMap() {
        Map<String, Double> amounts = resources.toNormalizedMap();
        amounts.put(Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME, onHeapMb);
        amounts.put(Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME, offHeapMb);
        return amounts;
    }

    /** Takes CPU and memory out of a map of amounts by their common names. */
    public static void removeNonGenericResources(Map<String, Double> map) {
        map.remove(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME);
        map.remove(Constants.COMMON_CPU_RESOURCE_NAME);
        map.remove(Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME);
        map.remove(Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME);
    }

    /** The sum of two maps of amounts, as a new map. */
    public static Map<String, Double> addResourceMap(Map<String, Double> resources1, Map<String, Double> resources2) {
        Map<String, Double> sum = new HashMap<>(resources1);
        resources2.forEach((name, amount) -> sum.merge(name, amount, Double::sum));
        return sum;
    }

    /** The first map of amounts less the second, as a new map; a null map has nothing. */
    public static Map<String, Double> subtractResourceMap(Map<String, Double> resource1, Map<String, Double> resource2) {
        Map<String, Double> difference = new HashMap<>(resource1 == null ? Map.of() : resource1);
        if (resource2 != null) {
            resource2.forEach((name, amount) -> difference.merge(name, -amount, Double::sum));
        }
        return difference;
    }

    public double getOnHeapMemoryMb() {
        return onHeapMb;
    }

    public void addOnHeap(double mb) {
        onHeapMb += mb;
    }

    public double getOffHeapMemoryMb() {
        return offHeapMb;
    }

    public void addOffHeap(double mb) {
        offHeapMb += mb;
    }

    public void add(NormalizedResourceRequest other) {
        resources.add(other.resources);
        onHeapMb += other.onHeapMb;
        offHeapMb += other.offHeapMb;
    }

    /** Adds what a worker was granted. */
    public void add(WorkerResources worker) {
        resources.add(worker);
        onHeapMb += worker.get_mem_on_heap();
        offHeapMb += worker.get_mem_off_heap();
    }

    @Override
    public double getTotalMemoryMb() {
        return onHeapMb + offHeapMb;
    }

    public double getTotalCpu() {
        return resources.getTotalCpu();
    }

    @Override
    public NormalizedResources getNormalizedResources() {
        return resources;
    }

    @Override
    public void clear() {
        resources.clear();
        onHeapMb = 0;
        offHeapMb = 0;
    }

    @Override
    public boolean areAnyOverZero() {
        return onHeapMb > 0 || offHeapMb > 0 || resources.areAnyOverZero();
    }

    @Override
    public String toString() {
        return resources + " on-heap " + onHeapMb + " MB off-heap " + offHeapMb + " MB";
    }
}
