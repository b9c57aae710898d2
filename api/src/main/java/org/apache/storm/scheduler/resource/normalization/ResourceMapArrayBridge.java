// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.normalization;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.storm.Constants;

/** Numbers resource names beyond CPU and memory as they come, so that amounts can be kept in arrays. Thread-safe. */
public class ResourceMapArrayBridge {
    private final ConcurrentMap<String, Integer> indexByName = new ConcurrentHashMap<>();

    private static boolean isCommon(String name) {
        return switch (name) {
            case Constants.COMMON_CPU_RESOURCE_NAME, Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME,
                    Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME, Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME -> true;
            default -> false;
        };
    }

    /** The amounts at their indices; CPU and memory are left out. */
    public double[] translateToResourceArray(Map<String, Double> normalizedResources) {
        synchronized (indexByName) {
            normalizedResources.keySet().stream().filter(name -> !isCommon(name)).sorted()
                    .forEach(name -> indexByName.putIfAbsent(name, indexByName.size()));
        }
        double[] amounts = empty();
        normalizedResources.forEach((name, amount) -> {
            if (!isCommon(name)) {
                amounts[indexByName.get(name)] = amount;
            }
        });
        return amounts;
    }

    /** Nothing of each name known so far. */
    public double[] empty() {
        return new double[indexByName.size()];
    }

    /** The amounts by name; a shorter array has nothing of the names it does not reach. */
    public Map<String, Double> translateFromResourceArray(double[] resources) {
        Map<String, Double> amounts = new HashMap<>();
        indexByName.forEach((name, index) -> {
            if (index < resources.length) {
                amounts.put(name, resources[index]);
            }
        });
        return amounts;
    }

    public Map<String, Integer> getResourceNamesToArrayIndex() {
        return Map.copyOf(indexByName);
    }
}
