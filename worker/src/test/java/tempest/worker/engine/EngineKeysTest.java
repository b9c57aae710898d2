// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tempest.worker.engine.TestWorker.await;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.task.IErrorReporter;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import tempest.cluster.ManualClock;
import tempest.worker.engine.Probe.TestBolt;
import tempest.worker.engine.Probe.TestSpout;

/** Each key has its effect in a worker. */
class EngineKeysTest {
    private static final ConcurrentLinkedQueue<String> POINTS = new ConcurrentLinkedQueue<>();

    private final Map<String, Object> conf = new HashMap<>();
    private final Probe probe = new Probe();

    private TestWorker worker() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        return new TestWorker(builder.createTopology(), conf).start();
    }

    @Test
    void tasksShareAsManyThreadsAsTheTopologySays() {
        conf.put(Config.TOPOLOGY_WORKER_SHARED_THREAD_POOL_SIZE, 7);
        probe.limit = 1;
        probe.execute = (bolt, collector, tuple) -> {
            probe.events.add("threads " + ((ThreadPoolExecutor) bolt.context.getSharedExecutor()).getMaximumPoolSize());
            collector.ack(tuple);
        };
        try (TestWorker worker = worker()) {
            await("the bolt", () -> probe.events.contains("threads 7"));
        }
    }

    @Test
    void windowsOfStatisticsMoveInAsManyPartsAsTheKeySays() {
        probe.limit = 10;
        assertEquals(List.of(10L, 10L), emittedInTenMinutes(20));
        assertEquals(List.of(10L, 0L), emittedInTenMinutes(1), "a window of one part begins anew when that is over");
    }

    /** What the window of ten minutes shows ten seconds before they are over, counted from a whole number of them, and ten seconds after. */
    private List<Long> emittedInTenMinutes(int parts) {
        conf.put(Config.NUM_STAT_BUCKETS, parts);
        probe.acked.clear();
        ManualClock clock = new ManualClock();
        clock.advance(600 - TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime()) % 600 + 590, TimeUnit.SECONDS);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        List<Long> shown = new ArrayList<>();
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf, clock).start()) {
            await("all acks", () -> probe.acked.size() == 10);
            await("quiet", worker.engine::isQuiet);
            for (int read = 0; read < 2; read++) {
                worker.engine.stats().forEach((info, stats) -> {
                    if (worker.tasks.get(info.get_task_start()).equals("spout")) {
                        shown.add(stats.get_emitted().getOrDefault("600", Map.of()).getOrDefault("default", 0L));
                    }
                });
                clock.advance(20, TimeUnit.SECONDS);
            }
        }
        return shown;
    }

    @Test
    void whatCouldNotBeSentEndsAWorkerThatIsToTry() {
        probe.limit = 1;
        probe.emit = (collector, n) -> collector.emit(new Values(Thread.currentThread()), n);
        try (TestWorker worker = worker()) {
            await("the ack: nothing leaves this worker", () -> probe.acked.size() == 1);
        }
        conf.putAll(Utils.readDefaultConfig());
        conf.put(Config.TOPOLOGY_TESTING_ALWAYS_TRY_SERIALIZE, true);
        try (TestWorker worker = worker()) {
            await("the death", () -> !worker.deaths.isEmpty());
            assertTrue(worker.deaths.peek().toString().contains("java.lang.Thread"), worker.deaths.peek().toString());
        }
    }

    @Test
    void asManyErrorsAsAllowedAreReportedInEachInterval() {
        conf.put(Config.TOPOLOGY_MAX_ERROR_REPORT_PER_INTERVAL, 1);
        conf.put(Config.TOPOLOGY_ERROR_THROTTLE_INTERVAL_SECS, 1);
        probe.execute = (bolt, collector, tuple) -> {
            if (tuple.getLong(0) % 10_000 == 0) {
                collector.reportError(new IllegalStateException("minor"));
            }
            collector.ack(tuple);
        };
        try (TestWorker worker = worker()) {
            await("an error in each of three intervals", () -> worker.errors.size() >= 3);
        }
    }

    /** Remembers the names of what it is given. */
    public static final class Consumer implements IMetricsConsumer {
        @Override
        public void prepare(Map<String, Object> topoConf, Object argument, TopologyContext context, IErrorReporter errors) {
            // Nothing to prepare.
        }

        @Override
        public void handleDataPoints(TaskInfo task, Collection<DataPoint> points) {
            points.forEach(point -> POINTS.add(point.name));
        }

        @Override
        public void cleanup() {
            // Nothing is open.
        }
    }

    @Test
    void metricsOfTheSecondApiReachConsumersUnlessTheTopologySaysNo() {
        conf.put(Config.TOPOLOGY_METRICS_CONSUMER_REGISTER, List.of(Map.of("class", Consumer.class.getName(), "argument", "none")));
        conf.put(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 1);
        conf.put(Config.TOPOLOGY_V2_METRICS_TICK_INTERVAL_SECONDS, 1);
        conf.put(Config.TOPOLOGY_ENABLE_V2_METRICS_TICK, false);
        probe.execute = (bolt, collector, tuple) -> {
            if (tuple.getLong(0) == 0) {
                bolt.context.registerCounter("mine").inc();
            }
            collector.ack(tuple);
        };
        POINTS.clear();
        try (TestWorker worker = worker()) {
            await("three reports of counts", () -> POINTS.stream().filter("__execute-count"::equals).count() >= 3 || !worker.deaths.isEmpty());
            assertEquals(List.of(), List.copyOf(worker.deaths));
        }
        assertEquals(0, POINTS.stream().filter("mine"::equals).count());
        conf.put(Config.TOPOLOGY_ENABLE_V2_METRICS_TICK, true);
        try (TestWorker worker = worker()) {
            await("the counter", () -> POINTS.contains("mine"));
        }
    }
}
