// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.storm.generated.ExecutorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.nimbus.metrics.IntervalStats.Figure;
import tempest.nimbus.metrics.TaskMetricsHistory.SeriesRoom;
import tempest.rpc.EventTimeSight;
import tempest.rpc.ExecutorSight;
import tempest.rpc.FailureGroup;
import tempest.rpc.FailureReason;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;
import tempest.rpc.TracedTree;
import tempest.rpc.WorkerBeat;
import tempest.rpc.WorkerSight;

/**
 * The last hour of every topology, fed by workers' heartbeats: figures at ten seconds' resolution, samples of failures, traced trees; and the last
 * week of figures, more coarsely. In memory and bounded; what is a series can be stored and taken over by another leader. Owned by Nimbus's thread.
 */
public final class MetricStore {
    private static final Logger LOG = LoggerFactory.getLogger(MetricStore.class);
    private static final int MOST_COMPONENTS = 6000;
    /** So many are kept for a week, with about 100 kB each. */
    private static final int MOST_LONG = 500;
    /** Series of users' metrics, with 13 kB each at most. */
    private static final int MOST_READINGS = 4000;
    private static final Figure[] OVERVIEW = {Figure.EMITTED, Figure.ACKED, Figure.FAILED, Figure.TIMED_OUT, Figure.COMPLETE_P50, Figure.COMPLETE_P99,
        Figure.QUEUE_FILL};

    private final Map<String, Entry> topologies = new HashMap<>();
    private final SeriesRoom room = new SeriesRoom(MOST_READINGS);
    private boolean full;

    private static final class Entry {
        private final TopologyHistory history;
        private final FailureLog failures = new FailureLog();
        private final TraceLog traces = new TraceLog();
        private final WorkerLoads workers = new WorkerLoads();
        private final DeadLetterCounts deadLetters = new DeadLetterCounts();

        private final TaskMetricsHistory readings;

        private Entry(TopologyHistory history, TaskMetricsHistory readings) {
            this.history = history;
            this.readings = readings;
        }
    }

    /** Takes a worker's heartbeat; {@code components} tells whose executors those are that do not say. */
    public void record(WorkerBeat beat, Map<ExecutorInfo, String> components, long nowSecs) {
        Entry entry = known(beat.get_topology_id());
        entry.history.record(beat, components, nowSecs);
        entry.readings.record(beat, nowSecs);
        entry.workers.record(beat, nowSecs);
        entry.deadLetters.record(beat, nowSecs);
        if (beat.is_set_failures()) {
            entry.failures.add(beat.get_failures());
        }
        if (beat.is_set_failed_inputs()) {
            entry.failures.addInputs(beat.get_failed_inputs());
        }
        if (beat.is_set_roots()) {
            entry.traces.roots(beat.get_roots());
        }
        if (beat.is_set_hops()) {
            entry.traces.hops(beat.get_hops());
        }
    }

    private Entry known(String id) {
        Entry entry = topologies.get(id);
        if (entry == null) {
            int used = topologies.values().stream().mapToInt(one -> one.history.components()).sum();
            if (used >= MOST_COMPONENTS && !full) {
                full = true;
                LOG.warn("{} components are tracked, which is the most; those of further topologies have no time series", used);
            }
            int usedLong = topologies.values().stream().mapToInt(one -> one.history.longComponents()).sum();
            entry = new Entry(new TopologyHistory(id, Math.max(0, MOST_COMPONENTS - used), Math.max(1, MOST_LONG - usedLong)), new TaskMetricsHistory(id, room));
            topologies.put(id, entry);
        }
        return entry;
    }

    /** The series of a topology at this moment, for storing them; empty if nothing was heard of it. */
    public Optional<SavedHistory> saved(String id, long nowSecs) {
        if (!topologies.containsKey(id)) {
            return Optional.empty();
        }
        Entry entry = entry(id, nowSecs);
        return Optional.of(new SavedHistory(id, nowSecs, entry.history.saved(), entry.readings.saved()));
    }

    /** Takes what was stored, by an earlier leader or by this one, for the times of which nothing is known here. */
    public void fill(SavedHistory saved, long nowSecs) {
        Entry entry = known(saved.topologyId());
        entry.history.close(nowSecs);
        entry.readings.close(nowSecs);
        entry.history.fill(saved.components(), nowSecs);
        entry.readings.fill(saved.readings(), saved.savedSecs(), nowSecs);
    }

    /** Forgets all but these. */
    public void keep(Set<String> ids) {
        topologies.forEach((id, entry) -> {
            if (!ids.contains(id)) {
                entry.readings.clear();
            }
        });
        topologies.keySet().retainAll(ids);
        full &= !topologies.isEmpty();
    }

    private Entry entry(String id, long nowSecs) {
        Entry entry = topologies.getOrDefault(id, new Entry(new TopologyHistory(id, 0, 0), new TaskMetricsHistory(id, room)));
        entry.history.close(nowSecs);
        entry.readings.close(nowSecs);
        return entry;
    }

    /** One component, or with an empty name the whole topology, from a time on. */
    public Series series(String id, String component, long sinceSecs, long nowSecs) {
        return entry(id, nowSecs).history.series(component, sinceSecs, nowSecs, Figure.values());
    }

    /** Every topology as a whole, with the figures that an overview shows. */
    public List<Series> overview(long sinceSecs, long nowSecs) {
        List<Series> all = new ArrayList<>();
        for (String id : topologies.keySet()) {
            all.add(entry(id, nowSecs).history.series("", sinceSecs, nowSecs, OVERVIEW));
        }
        return all;
    }

    /** The whole topology and each component over the last 30 to 60 seconds, as one step each. */
    public List<Series> latest(String id, long nowSecs) {
        return entry(id, nowSecs).history.latest(nowSecs);
    }

    /** Each executor over the last 30 to 60 seconds. */
    public List<ExecutorSight> executors(String id, String component, long nowSecs) {
        return entry(id, nowSecs).history.executors(component, nowSecs);
    }

    /** The worker processes that are heard of. */
    public List<WorkerSight> workers(String id, long nowSecs) {
        return entry(id, nowSecs).workers.sights(nowSecs);
    }

    /** The metrics that its tasks registered, and where event time is. */
    public MetricSights readings(String id, long nowSecs) {
        return entry(id, nowSecs).readings.sights(nowSecs);
    }

    /** One of these metrics from a time on: of a task, or for a task of 0 of all of its component. */
    public Series readingSeries(String id, String component, String name, int task, long sinceSecs, long nowSecs) {
        return entry(id, nowSecs).readings.series(component, name, task, sinceSecs, nowSecs);
    }

    /** By component, where event time is in the task that is farthest behind. */
    public Map<String, EventTimeSight> eventTimes(String id, long nowSecs) {
        return TaskMetricsHistory.slowest(entry(id, nowSecs).readings.eventTimes(nowSecs));
    }

    /** How many tuples of each component became dead letters since its workers started; those without any are absent. */
    public Map<String, Long> deadLetters(String id, long nowSecs) {
        return entry(id, nowSecs).deadLetters.totals(nowSecs);
    }

    /** What failed within the last hour. */
    public List<FailureGroup> failures(String id, long nowMillis) {
        Entry entry = entry(id, nowMillis / 1000);
        return entry.failures.groups(nowMillis, entry.history.spouts(),
            group -> entry.history.failed(group.get_spout(), group.get_reason() == FailureReason.TIMED_OUT));
    }

    public List<TracedTree> recentTrees(String id) {
        return topologies.containsKey(id) ? topologies.get(id).traces.recent() : List.of();
    }

    public List<TracedTree> slowestTrees(String id, long nowMillis) {
        return topologies.containsKey(id) ? topologies.get(id).traces.slowest(nowMillis) : List.of();
    }
}
