// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.storm.scheduler.WorkerSlot;
import tempest.rpc.WorkerBeat;

/**
 * The latest heartbeat of every worker, and by them which workers live. Times are Nimbus's own, so workers' clocks do not matter. Owned by
 * Nimbus's thread.
 */
final class Heartbeats {
    /** Seconds are counted whole, at both ends. */
    private static final int CLOCK_SLACK_SECS = 2;
    /** What a heartbeat tells was true a moment ago. */
    private static final long TOLD_LATER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long timeoutNanos;
    private final long launchNanos;
    private final long inheritedNanos;
    private final long leaderlessNanos;
    private final Map<String, Map<WorkerSlot, Entry>> byTopology = new HashMap<>();
    /** Null until somebody tells: then each is taken to be there. */
    private Set<String> supervisors;

    private static final class Entry {
        private String node;
        /** Since when this leadership would have heard of it. */
        private long watchedNanos;
        /** When the slot was given to the topology. */
        private long sinceNanos;
        private long heartbeatNanos;
        /** When its supervisor spoke for it last; means nothing before {@code renewed}. */
        private long renewedNanos;
        private boolean renewed;
        /** Null until the first one. */
        private WorkerBeat beat;
        /** Whether this leader gave the slot away, so that a worker older than that is one that is about to end. */
        private boolean given;
        /** Open trees and queued tuples as of the last heartbeat, -1 if it did not tell. */
        private long inFlight = -1;
    }

    /**
     * @param timeoutSecs a worker that is silent for this long is dead
     * @param launchSecs  unless it has just been assigned: then it has this long
     * @param inheritedSecs and never longer than this, if an earlier leader assigned it
     * @param leaderlessSecs how long nobody led before this leadership, at least
     */
    Heartbeats(int timeoutSecs, int launchSecs, int inheritedSecs, int leaderlessSecs) {
        this.leaderlessNanos = Math.min(TimeUnit.SECONDS.toNanos(leaderlessSecs), TimeUnit.SECONDS.toNanos(timeoutSecs) / 2);
        this.inheritedNanos = TimeUnit.SECONDS.toNanos(inheritedSecs);
        this.timeoutNanos = TimeUnit.SECONDS.toNanos(timeoutSecs);
        this.launchNanos = TimeUnit.SECONDS.toNanos(Math.max(timeoutSecs, launchSecs));
    }

    /** The slots of a topology from now on; those that are new get the time to launch. */
    void assigned(String topologyId, Collection<WorkerSlot> slots, Collection<WorkerSlot> restarted, long nowNanos) {
        Map<WorkerSlot, Entry> entries = byTopology.computeIfAbsent(topologyId, id -> new HashMap<>());
        entries.keySet().retainAll(slots);
        for (WorkerSlot slot : slots) {
            if (restarted.contains(slot) || !entries.containsKey(slot)) {
                Entry entry = new Entry();
                entry.node = slot.getNodeId();
                entry.watchedNanos = nowNanos;
                entry.sinceNanos = nowNanos;
                entry.given = true;
                entries.put(slot, entry);
            }
        }
    }

    /**
     * The slots of a topology as an earlier leader left them. A worker that had its time to launch under it is only given the time in which
     * every worker is heard of: if it lives, it finds the new leader.
     *
     * @param ageSecs how long ago each slot was given to the topology, by the clock of the leader that did so
     */
    void inherited(String topologyId, Map<WorkerSlot, Long> ageSecs, long nowNanos) {
        assigned(topologyId, ageSecs.keySet(), ageSecs.keySet(), nowNanos);
        ageSecs.forEach((slot, age) -> {
            Entry entry = entry(topologyId, slot);
            entry.given = false;
            long used = Math.max(0, Math.min(TimeUnit.SECONDS.toNanos(age), launchNanos - timeoutNanos));
            entry.sinceNanos = nowNanos - Math.max(used, launchNanos - inheritedNanos);
        });
    }

    /** False if no such slot is the topology's, or if it is being given to another worker than the one that beats. */
    boolean record(WorkerBeat beat, long nowNanos) {
        Entry entry = entry(beat.get_topology_id(), new WorkerSlot(beat.get_node_id(), beat.get_port()));
        if (entry == null || entry.given && entry.beat == null
            && beat.get_uptime_secs() > TimeUnit.NANOSECONDS.toSeconds(nowNanos - entry.sinceNanos) + CLOCK_SLACK_SECS) {
            return false;
        }
        entry.beat = beat;
        entry.inFlight = inFlight(beat);
        entry.heartbeatNanos = nowNanos;
        return true;
    }

    private static long inFlight(WorkerBeat beat) {
        if (!beat.is_set_figures()) {
            return -1;
        }
        return beat.get_figures().values().stream().mapToLong(figures -> figures.get_queued() + figures.get_pending()).sum();
    }

    /** Whether every worker has told, a while after a point in time, that it has no open tree and no queued tuple. */
    boolean isIdle(String topologyId, long sinceNanos) {
        Map<WorkerSlot, Entry> entries = byTopology.getOrDefault(topologyId, Map.of());
        return !entries.isEmpty() && entries.values().stream().allMatch(entry -> entry.beat != null && entry.inFlight == 0
            && entry.heartbeatNanos - sinceNanos >= TOLD_LATER_NANOS);
    }

    /** Whether every worker has been heard of since it got its slot, and runs: while it prepares its bolts it beats without figures. */
    boolean isComplete(String topologyId) {
        return byTopology.getOrDefault(topologyId, Map.of()).values().stream().allMatch(entry -> entry.beat != null && entry.inFlight >= 0);
    }

    /** A sign of life without statistics, from a supervisor: ours speak for workers that start and cannot speak yet, Storm's for all. */
    void renew(String topologyId, WorkerSlot slot, long nowNanos) {
        Entry entry = entry(topologyId, slot);
        if (entry != null) {
            // Since when the slot is the topology's stays as it is: by that a worker is told from the one before.
            entry.renewed = true;
            entry.renewedNanos = nowNanos;
        }
    }

    private Entry entry(String topologyId, WorkerSlot slot) {
        return byTopology.getOrDefault(topologyId, Map.of()).get(slot);
    }

    /** When the first of the workers that live at a point in time dies, unless it is heard of; empty if there is none. */
    OptionalLong firstDeath(long afterNanos) {
        return byTopology.values().stream().flatMap(entries -> entries.values().stream()).mapToLong(this::deathNanos)
            .filter(death -> death - afterNanos > 0).reduce((one, other) -> one - other < 0 ? one : other);
    }

    /** The supervisors that are there. */
    void supervisors(Set<String> present) {
        supervisors = present;
    }

    /**
     * A worker that has not spoken has the time to launch while its supervisor is there. Without one nobody launches it, and if it was launched it would
     * have spoken. One of an earlier leader's has been silent since that leader was: that its supervisor is gone, too, says that its host went then. If it
     * lives, it finds the new leader within half of the time.
     */
    private long deathNanos(Entry entry) {
        long heard = entry.heartbeatNanos;
        long limit = timeoutNanos;
        if (entry.beat == null && supervisors != null && !supervisors.contains(entry.node)) {
            heard = entry.given ? entry.watchedNanos : entry.watchedNanos - leaderlessNanos;
        } else if (entry.beat == null) {
            heard = entry.sinceNanos;
            limit = launchNanos;
        }
        return (entry.renewed && entry.renewedNanos - heard > 0 ? entry.renewedNanos : heard) + limit + 1;
    }

    boolean isAlive(String topologyId, WorkerSlot slot, long nowNanos) {
        Entry entry = entry(topologyId, slot);
        return entry != null && deathNanos(entry) - nowNanos > 0;
    }

    List<WorkerBeat> of(String topologyId) {
        return byTopology.getOrDefault(topologyId, Map.of()).values().stream()
            .filter(entry -> entry.beat != null).map(entry -> entry.beat).toList();
    }

    void forget(String topologyId) {
        byTopology.remove(topologyId);
    }

    void clear() {
        byTopology.clear();
    }
}
