// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.Plans;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

/**
 * Random topologies as whole clusters run them, in two workers each, with sources that fail and writes that are made and fail nevertheless, give what a
 * plain computation of the same operations gives. {@code ModelTest} runs many more of them, without a cluster.
 */
class RunningGraphsTest {
    private static final int GRAPHS = 40;
    private static final int AT_A_TIME = 10;
    private static final int BATCHES = 6;
    private static final int FAIL_EVERY = 9;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** The attempt that made it, of each transaction of each source. */
    private static final Map<String, Map<Long, Integer>> SUCCEEDED = new ConcurrentHashMap<>();
    private static final AtomicInteger FAILED = new AtomicInteger();

    @Test
    void randomGraphsInWorkersGiveWhatAPlainComputationGivesWhileBatchesFail() throws Exception {
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(1).withPortsPerSupervisor(2 * AT_A_TIME).build()) {
            for (long first = 0; first < GRAPHS; first += AT_A_TIME) {
                Map<Long, RandomGraph> graphs = new LinkedHashMap<>();
                for (long seed = first; seed < first + AT_A_TIME; seed++) {
                    graphs.put(seed, graph(seed));
                }
                List<LocalCluster.LocalTopology> running = new ArrayList<>();
                for (Map.Entry<Long, RandomGraph> graph : graphs.entrySet()) {
                    running.add(cluster.submitTopology("graph-" + graph.getKey(), conf(), graph.getValue().topology.build()));
                }
                graphs.forEach(RunningGraphsTest::check);
                for (LocalCluster.LocalTopology one : running) {
                    one.close();
                }
            }
        }
        assertTrue(FAILED.get() > GRAPHS, "failures: " + FAILED);
    }

    private static boolean isExact(long seed) {
        return seed % 3 != 0;
    }

    private static RandomGraph graph(long seed) {
        return new RandomGraph(seed * 2 + (isExact(seed) ? 0 : 1), isExact(seed), spout -> new Rows(seed, spout), FAIL_EVERY);
    }

    private static Config conf() {
        Config conf = new Config();
        conf.setNumWorkers(2);
        conf.setMaxSpoutPending(3);
        conf.setMessageTimeoutSecs(10);
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, 1);
        return conf;
    }

    private static void check(long seed, RandomGraph graph) {
        String what = "seed " + seed + ", exact " + isExact(seed) + "\n" + Plans.of(graph.topology);
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (String spout : graph.spouts) {
            while (succeeded(spout).size() < BATCHES) {
                assertTrue(System.nanoTime() - end < 0, () -> "of " + spout + " only " + succeeded(spout) + " made it, " + what);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        Expected.check(graph, BATCHES, (spout, tx) -> Expected.rows(seed, spout, tx, isExact(seed) ? 0 : succeeded(spout).get(tx)), what);
    }

    private static Map<Long, Integer> succeeded(String spout) {
        return SUCCEEDED.computeIfAbsent(spout, s -> new ConcurrentHashMap<>());
    }

    /** Random rows, some of which fail with their batch. */
    private record Rows(long seed, String id) implements ITridentSpout<Object> {
        @Override
        public BatchCoordinator<Object> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
            return new BatchCoordinator<>() {
                @Override
                public Object initializeTransaction(long txid, Object prevMetadata, Object currMetadata) {
                    return null;
                }

                @Override
                public void success(long txid) {
                }

                @Override
                public boolean isReady(long txid) {
                    return txid <= BATCHES;
                }

                @Override
                public void close() {
                }
            };
        }

        @Override
        public Emitter<Object> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
            int tasks = context.getComponentTasks(context.getThisComponentId()).size();
            int own = context.getThisTaskIndex();
            return new Emitter<>() {
                @Override
                public void emitBatch(TransactionAttempt tx, Object coordinatorMeta, TridentCollector collector) {
                    List<Object[]> rows = Expected.rows(seed, id, tx.getTransactionId(), isExact(seed) ? 0 : tx.getAttemptId());
                    for (int i = own; i < rows.size(); i += tasks) {
                        collector.emit(new Values(rows.get(i)));
                    }
                    if (Math.floorMod(Objects.hash(seed, tx.getTransactionId(), tx.getAttemptId()), 5) == 0) {
                        FAILED.incrementAndGet();
                        throw new FailedException("this attempt is to fail");
                    }
                }

                @Override
                public void success(TransactionAttempt tx) {
                    succeeded(id).put(tx.getTransactionId(), tx.getAttemptId());
                }

                @Override
                public void close() {
                }
            };
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }

        @Override
        public Fields getOutputFields() {
            return new Fields("k", "v");
        }
    }
}
