// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.storm.generated.SupervisorInfo;

/**
 * The supervisors that can be given work: announced in the shared state, or heard of lately while their announcement is being
 * renewed. Owned by Nimbus's thread.
 */
final class Supervisors {
    private final long timeoutNanos;
    private final TreeMap<String, Entry> known = new TreeMap<>();

    private static final class Entry {
        private SupervisorInfo info;
        private boolean announced;
        /** Whether its process has spoken to this leadership: an announcement outlives who made it by a session's time. */
        private boolean beats;
        private long heardNanos;
        private long uptimeSecs;
    }

    Supervisors(int timeoutSecs) {
        this.timeoutNanos = TimeUnit.SECONDS.toNanos(timeoutSecs);
    }

    /** The announcement of a supervisor came, changed or went. True if what can be scheduled may have changed. */
    boolean announced(String id, Optional<SupervisorInfo> info, long nowNanos) {
        Entry entry = known.get(id);
        if (info.isEmpty()) {
            if (entry != null) {
                entry.announced = false;
                entry.heardNanos = Long.MIN_VALUE;
            }
            return entry != null;
        }
        boolean changed = entry == null || !entry.announced || !entry.info.get_meta().equals(info.get().get_meta());
        Entry next = entry == null ? new Entry() : entry;
        next.info = info.get();
        next.announced = true;
        next.heardNanos = nowNanos;
        next.uptimeSecs = info.get().get_uptime_secs();
        known.put(id, next);
        return changed;
    }

    /** True if what can be scheduled may have changed. */
    boolean heartbeat(String id, SupervisorInfo info, long nowNanos) {
        Entry entry = known.computeIfAbsent(id, key -> new Entry());
        boolean changed = entry.info == null || !entry.info.get_meta().equals(info.get_meta()) || !entry.announced && !heard(entry, nowNanos);
        entry.info = info;
        entry.heardNanos = nowNanos;
        entry.uptimeSecs = info.get_uptime_secs();
        entry.beats = true;
        return changed;
    }

    /** The ports of those that are known not only by an announcement. */
    Map<String, Set<Integer>> heard() {
        TreeMap<String, Set<Integer>> ports = new TreeMap<>();
        known.forEach((id, entry) -> {
            if (entry.beats) {
                ports.put(id, entry.info.get_meta().stream().map(Long::intValue).collect(Collectors.toSet()));
            }
        });
        return ports;
    }

    /** Those present. */
    Map<String, SupervisorInfo> present(long nowNanos) {
        TreeMap<String, SupervisorInfo> present = new TreeMap<>();
        known.values().removeIf(entry -> !entry.announced && !heard(entry, nowNanos));
        known.forEach((id, entry) -> {
            SupervisorInfo info = entry.info.deepCopy();
            info.set_uptime_secs(entry.uptimeSecs + (entry.heardNanos == Long.MIN_VALUE ? 0
                : TimeUnit.NANOSECONDS.toSeconds(nowNanos - entry.heardNanos)));
            present.put(id, info);
        });
        return Collections.unmodifiableMap(present);
    }

    private boolean heard(Entry entry, long nowNanos) {
        return entry.heardNanos != Long.MIN_VALUE && nowNanos - entry.heardNanos <= timeoutNanos;
    }
}
