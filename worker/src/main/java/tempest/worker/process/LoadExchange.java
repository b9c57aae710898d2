// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.storm.grouping.Load;
import tempest.worker.transport.Transport;

/**
 * Tells other workers how full this worker's tasks are, and gathers what they tell, for groupings that heed load. The control
 * thread publishes; the transport's event loop brings in.
 */
final class LoadExchange {
    private final Map<Integer, Load> remote = new ConcurrentHashMap<>();
    private final Supplier<Map<Integer, Double>> local;
    private final Consumer<Map<Integer, Load>> engine;

    LoadExchange(Supplier<Map<Integer, Double>> local, Consumer<Map<Integer, Load>> engine) {
        this.local = local;
        this.engine = engine;
    }

    void publish(Transport transport) {
        Map<Integer, Double> loads = local.get();
        int[] tasks = new int[loads.size()];
        float[] values = new float[loads.size()];
        int i = 0;
        for (Map.Entry<Integer, Double> load : loads.entrySet()) {
            tasks[i] = load.getKey();
            values[i++] = load.getValue().floatValue();
        }
        transport.loads(tasks, values);
    }

    void arrived(int[] tasks, float[] loads) {
        for (int i = 0; i < tasks.length; i++) {
            remote.put(tasks[i], new Load(true, loads[i], 0));
        }
        engine.accept(Map.copyOf(remote));
    }

    /** Forgets tasks that have moved here or away. */
    void keepOnly(Set<Integer> tasks) {
        remote.keySet().retainAll(tasks);
    }
}
