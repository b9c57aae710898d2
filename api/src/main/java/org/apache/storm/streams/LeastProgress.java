// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/** How far all of some tasks have come: as far as the slowest of them. A function of what it is told; not for several threads. */
final class LeastProgress {
    private final Map<Integer, Long> reached = new HashMap<>();
    private long least = Long.MIN_VALUE;

    LeastProgress(Collection<Integer> tasks) {
        tasks.forEach(task -> reached.put(task, Long.MIN_VALUE));
    }

    static LeastProgress of(Collection<String> components, TopologyContext context) {
        return new LeastProgress(components.stream().flatMap(component -> context.getComponentTasks(component).stream()).toList());
    }

    /** A task has come to a time, and does not go back behind it. @return {@link #least} */
    long reached(int task, long time) {
        Long before = reached.get(task);
        if (before == null) {
            throw new IllegalArgumentException("task " + task + " tells how far it is, but is none of " + reached.keySet());
        }
        if (time > before) {
            reached.put(task, time);
            if (before == least) {
                least = reached.values().stream().mapToLong(Long::longValue).min().getAsLong();
            }
        }
        return least;
    }

    /** The least long while any of them has said nothing. */
    long least() {
        return least;
    }
}
