// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.GlobalStreamId;
import tempest.cluster.Clock;
import tempest.cluster.ConfigReader;
import tempest.worker.executor.ExecutorAgent;
import tempest.worker.executor.SpoutExecutor;
import tempest.worker.stats.InCounters;
import tempest.worker.stats.OutCounters;
import tempest.worker.stats.Totals;
import tempest.worker.stats.WindowedStats;

/**
 * The windowed statistics of all executors of a worker. Used by the one thread that reads statistics.
 *
 * <p>Tempest tracks trees at the spouts and runs no acker, but users expect to see some: their statistics are what ackers would have had to
 * do for this worker's spouts and bolts, shown at the first acker of the worker.
 */
final class EngineStats {
    /** The shortest window has a bucket a second then. */
    private static final int MOST_BUCKETS = 600;

    private final Map<ExecutorInfo, ExecutorAgent> executors;
    private final Map<ExecutorInfo, WindowedStats> stats = new LinkedHashMap<>();
    private final List<ExecutorInfo> ackers;
    private final Clock clock;

    EngineStats(Map<ExecutorInfo, ExecutorAgent> executors, List<ExecutorInfo> ackers, ConfigReader read, Clock clock) {
        double sampleRate = read.real(Config.TOPOLOGY_STATS_SAMPLE_RATE, 0.05, 0);
        int buckets = (int) read.whole(Config.NUM_STAT_BUCKETS, 20, 1, MOST_BUCKETS);
        this.executors = executors;
        this.ackers = ackers;
        this.clock = clock;
        executors.forEach((info, executor) -> stats.put(info, new WindowedStats(executor instanceof SpoutExecutor, sampleRate, buckets)));
        ackers.forEach(info -> stats.put(info, new WindowedStats(false, sampleRate, buckets)));
    }

    Map<ExecutorInfo, ExecutorStats> read() {
        // Pairs with the release at the end of each executor's round.
        VarHandle.acquireFence();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime());
        Totals acking = new Totals();
        Map<ExecutorInfo, ExecutorStats> read = new HashMap<>();
        executors.forEach((info, executor) -> {
            Totals totals = new Totals();
            executor.addTo(totals);
            stats.get(info).update(seconds, totals);
            addAcking(acking, executor.componentId(), totals, executor instanceof SpoutExecutor);
        });
        for (int i = 0; i < ackers.size(); i++) {
            stats.get(ackers.get(i)).update(seconds, i == 0 ? acking : new Totals());
        }
        stats.forEach((info, one) -> read.put(info, one.toThrift()));
        return read;
    }

    private static void addAcking(Totals acking, String component, Totals totals, boolean spout) {
        InCounters handled = new InCounters();
        OutCounters acks = new OutCounters();
        if (spout) {
            for (OutCounters out : totals.out().values()) {
                acks.emitted += out.acked;
                handled.executed += out.acked + out.failed;
            }
            acks.transferred = acks.emitted;
            acking.add("__ack_ack", acks);
        } else {
            for (InCounters in : totals.in().values()) {
                handled.executed += in.acked;
            }
        }
        handled.acked = handled.executed;
        if (handled.executed > 0) {
            acking.add(new GlobalStreamId(component, spout ? "__ack_init" : "__ack_ack"), handled);
        }
    }
}
