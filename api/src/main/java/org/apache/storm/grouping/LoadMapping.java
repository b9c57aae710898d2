// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The load of each task that a worker sends to. Any thread may read and set it. */
public class LoadMapping {
    private static final Load NOT_CONNECTED = new Load(false, 1.0, 1.0);

    private final AtomicReference<Map<Integer, Load>> local = new AtomicReference<>(Map.of());
    private final AtomicReference<Map<Integer, Load>> remote = new AtomicReference<>(Map.of());

    /** Replaces the loads of this worker's own tasks. */
    public void setLocal(Map<Integer, Double> local) {
        Map<Integer, Load> loads = new HashMap<>();
        local.forEach((task, load) -> loads.put(task, new Load(true, load, 0.0)));
        this.local.set(loads);
    }

    /** Replaces the loads of other workers' tasks. */
    public void setRemote(Map<Integer, Load> remote) {
        this.remote.set(new HashMap<>(remote));
    }

    /** A task's load; full if nothing is known of it. */
    public Load getLoad(int task) {
        Load load = local.get().get(task);
        if (load == null) {
            load = remote.get().get(task);
        }
        return load == null ? NOT_CONNECTED : load;
    }

    /** A task's load as one number from 0 to 1. */
    public double get(int task) {
        return getLoad(task).getLoad();
    }
}
