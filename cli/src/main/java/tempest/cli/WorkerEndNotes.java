// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.TException;
import tempest.cli.launch.TempestCalls;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/** What commands tell about workers that end, below or beside the output that Storm's users parse. One thread; it changes nothing. */
final class WorkerEndNotes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Nimbus.Iface nimbus;
    private final List<String> topologyIds;
    private long toldUntil = Long.MIN_VALUE;

    /** Of these topologies; of all if none are named. */
    WorkerEndNotes(Nimbus.Iface nimbus, List<String> topologyIds) {
        this.nimbus = nimbus;
        this.topologyIds = topologyIds;
    }

    /** Of each topology whose workers end again and again, by its name, how. */
    static Map<String, String> loops(Nimbus.Iface nimbus, List<TopologySummary> topologies, long nowMillis) throws TException {
        Map<String, WorkerEnds> all = new WorkerEndNotes(nimbus, List.of()).ask();
        Map<String, String> loops = new HashMap<>();
        for (TopologySummary topology : topologies) {
            WorkerEnds ends = all.get(topology.get_id());
            if (ends != null) {
                WorkerEndHistory.loop(ends, nowMillis)
                    .ifPresent(loop -> loops.put(topology.get_name(), WorkerEndHistory.describe(loop, nowMillis)));
            }
        }
        return loops;
    }

    /** A line for each end since the last call, the earliest first; none at the first call. */
    List<String> fresh() throws TException {
        List<WorkerEnd> fresh = new ArrayList<>();
        ask().values().forEach(ends -> ends.get_recent().stream().filter(end -> end.get_time_millis() > toldUntil).forEach(fresh::add));
        fresh.sort((a, b) -> Long.compare(a.get_time_millis(), b.get_time_millis()));
        boolean first = toldUntil == Long.MIN_VALUE;
        toldUntil = fresh.isEmpty() ? Math.max(0, toldUntil) : fresh.get(fresh.size() - 1).get_time_millis();
        return first ? List.of() : fresh.stream().map(end -> TIME.format(Instant.ofEpochMilli(end.get_time_millis())) + " "
            + WorkerEndHistory.describe(end)).toList();
    }

    /** A Nimbus of Apache Storm's does not know the question. */
    private Map<String, WorkerEnds> ask() throws TException {
        Optional<TempestNimbus.Iface> ours = TempestCalls.over(nimbus);
        try {
            return ours.isEmpty() ? Map.of() : ours.get().workerEnds(topologyIds);
        } catch (TApplicationException unknown) {
            return Map.of();
        }
    }
}
