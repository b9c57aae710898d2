// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tempest.worker.engine.TestWorker.await;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.Config;
import org.apache.storm.generated.DebugOptions;
import org.apache.storm.hooks.BaseTaskHook;
import org.apache.storm.hooks.info.BoltAckInfo;
import org.apache.storm.hooks.info.BoltExecuteInfo;
import org.apache.storm.hooks.info.EmitInfo;
import org.apache.storm.hooks.info.SpoutAckInfo;
import org.apache.storm.metric.IEventLogger;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.policy.IWaitStrategy;
import org.apache.storm.task.IErrorReporter;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tempest.worker.engine.Probe.TestBolt;
import tempest.worker.engine.Probe.TestSpout;

class SystemComponentsTest {
    private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger IDLED = new AtomicInteger();

    private final Map<String, Object> conf = new HashMap<>();
    private final Probe probe = new Probe();

    @BeforeEach
    void forget() {
        SEEN.clear();
        IDLED.set(0);
    }

    private TestWorker worker() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe)).shuffleGrouping("spout");
        return new TestWorker(builder.createTopology(), conf);
    }

    /** A user's metrics consumer. */
    public static final class Consumer implements IMetricsConsumer {
        private Object argument;

        @Override
        public void prepare(Map<String, Object> topoConf, Object given, TopologyContext context, IErrorReporter errors) {
            argument = given;
        }

        @Override
        public void handleDataPoints(TaskInfo task, Collection<DataPoint> points) {
            points.forEach(point -> SEEN.add(argument + " " + task.srcComponentId + " " + point.name + " " + point.value));
        }

        @Override
        public void cleanup() {
            SEEN.add("cleanup");
        }
    }

    @Test
    void aMetricsConsumerReceivesWhatTheTasksDid() {
        conf.put(Config.TOPOLOGY_METRICS_CONSUMER_REGISTER, List.of(Map.of("class", Consumer.class.getName(), "argument", "arg")));
        conf.put(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 1);
        probe.limit = 100;
        try (TestWorker worker = worker().start()) {
            await("counts of both", () -> received("arg last __execute-count ", "spout:default") == 100
                && received("arg spout __emit-count ", "default") == 100);
            await("latency", () -> SEEN.stream().anyMatch(point -> point.startsWith("arg spout __complete-latency-p99 ")));
        }
        assertTrue(SEEN.contains("cleanup"));
    }

    /** A user's bolt with a counter of the second API. */
    public static final class Counting extends BaseRichBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
            context.registerCounter("mine").inc(7);
        }

        @Override
        public void execute(Tuple input) {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    private TestWorker counting() {
        conf.put(Config.TOPOLOGY_METRICS_CONSUMER_REGISTER, List.of(Map.of("class", Consumer.class.getName(), "argument", "arg")));
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new Counting()).shuffleGrouping("spout");
        return new TestWorker(builder.createTopology(), conf);
    }

    @Test
    void metricsOfTheSecondApiComeAtTheirOwnInterval() {
        conf.put(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 1000);
        conf.put(Config.TOPOLOGY_V2_METRICS_TICK_INTERVAL_SECONDS, 1);
        try (TestWorker worker = counting().start()) {
            await("the counter", () -> SEEN.contains("arg last mine 7"));
            assertTrue(SEEN.stream().noneMatch(point -> point.contains("__")), SEEN.toString());
        }
    }

    @Test
    void aShorterBucketOfBuiltInMetricsDoesNotBringThoseOfTheSecondApiEarlier() {
        conf.put(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 1);
        conf.put(Config.TOPOLOGY_V2_METRICS_TICK_INTERVAL_SECONDS, 1000);
        try (TestWorker worker = counting().start()) {
            await("two buckets of counts", () -> SEEN.stream().filter(point -> point.startsWith("arg spout __emit-count")).count() > 1);
            assertTrue(SEEN.stream().noneMatch(point -> point.startsWith("arg last mine")), SEEN.toString());
        }
    }

    /** The sum over all buckets, because the tuples may be spread over any number of them. */
    private static long received(String point, String key) {
        Pattern count = Pattern.compile("[{ ]" + key + "=(\\d+)");
        return SEEN.stream().filter(seen -> seen.startsWith(point)).map(count::matcher).filter(Matcher::find)
            .mapToLong(found -> Long.parseLong(found.group(1))).sum();
    }

    /** A user's event logger. */
    public static final class Logger implements IEventLogger {
        @Override
        public void prepare(Map<String, Object> conf, Map<String, Object> arguments, TopologyContext context) {
            SEEN.add("arguments " + arguments);
        }

        @Override
        public void log(EventInfo event) {
            SEEN.add(event.getComponent() + " " + event.getValues());
        }

        @Override
        public void close() {
            SEEN.add("closed");
        }
    }

    @Test
    void anEventLoggerReceivesSampledTuplesAndNothingElse() {
        conf.put(Config.TOPOLOGY_EVENTLOGGER_EXECUTORS, 1);
        conf.put(Config.TOPOLOGY_EVENT_LOGGER_REGISTER, List.of(Map.of("class", Logger.class.getName(), "arguments", Map.of("a", "b"))));
        probe.limit = 10;
        try (TestWorker worker = worker()) {
            worker.engine.start();
            DebugOptions all = new DebugOptions();
            all.set_enable(true);
            all.set_samplingpct(100);
            worker.engine.debug(Map.of("spout", all));
            worker.engine.activate();
            await("events", () -> SEEN.contains("spout [9]"));
            assertEquals(11, SEEN.size(), SEEN.toString());
            assertTrue(SEEN.contains("arguments {a=b}"));
        }
        assertTrue(SEEN.contains("closed"));
    }

    /** A user's hook. */
    public static final class Hook extends BaseTaskHook {
        @Override
        public void emit(EmitInfo info) {
            SEEN.add("emit " + info.values + " " + info.outTasks.size());
        }

        @Override
        public void boltExecute(BoltExecuteInfo info) {
            SEEN.add("execute " + info.tuple.getValues() + " " + (info.executeLatencyMs >= 0));
        }

        @Override
        public void boltAck(BoltAckInfo info) {
            SEEN.add("boltAck " + info.tuple.getValues() + " " + (info.processLatencyMs >= 0));
        }

        @Override
        public void spoutAck(SpoutAckInfo info) {
            SEEN.add("spoutAck " + info.messageId + " " + (info.completeLatencyMs >= 0));
        }
    }

    @Test
    void hooksSeeEveryTuple() {
        conf.put(Config.TOPOLOGY_AUTO_TASK_HOOKS, List.of(Hook.class.getName()));
        probe.limit = 30;
        try (TestWorker worker = worker().start()) {
            await("acks", () -> probe.acked.size() == 30 && SEEN.size() == 120);
            for (int i = 0; i < 30; i++) {
                assertTrue(SEEN.containsAll(List.of("emit [" + i + "] 1", "execute [" + i + "] true", "boltAck [" + i + "] true",
                    "spoutAck " + i + " true")), SEEN.toString());
            }
        }
    }

    /** A user's wait strategy. */
    public static final class Waiting implements IWaitStrategy {
        @Override
        public void prepare(Map<String, Object> conf, WaitSituation situation) {
            SEEN.add(situation.name());
        }

        @Override
        public int idle(int count) {
            IDLED.incrementAndGet();
            LockSupport.parkNanos(100_000);
            return count + 1;
        }
    }

    @Test
    void aWaitStrategyOfTheUsersIsUsed() {
        conf.put(Config.TOPOLOGY_BOLT_WAIT_STRATEGY, Waiting.class.getName());
        probe.limit = 1000;
        try (TestWorker worker = worker().start()) {
            await("acks", () -> probe.acked.size() == 1000);
            await("it idles by the user's strategy", () -> IDLED.get() > 3);
            assertTrue(SEEN.contains("BOLT_WAIT") && !SEEN.contains("SPOUT_WAIT"));
        }
    }

    /** A user's wait strategy that fails. */
    public static final class Broken implements IWaitStrategy {
        @Override
        public void prepare(Map<String, Object> conf, WaitSituation situation) {
        }

        @Override
        public int idle(int count) {
            throw new IllegalStateException("cannot wait");
        }
    }

    @Test
    void aWaitStrategyThatFailsEndsTheWorker() {
        conf.put(Config.TOPOLOGY_BOLT_WAIT_STRATEGY, Broken.class.getName());
        try (TestWorker worker = worker()) {
            try {
                worker.engine.start();
            } catch (IllegalStateException e) {
                // It may fail this early.
            }
            await("the death", () -> !worker.deaths.isEmpty());
            assertEquals("cannot wait", worker.deaths.peek().getMessage());
        }
    }

    @Test
    void anEventLoggerReceivesWhatOtherThreadsEmit() {
        conf.put(Config.TOPOLOGY_EVENTLOGGER_EXECUTORS, 1);
        conf.put(Config.TOPOLOGY_EVENT_LOGGER_REGISTER, List.of(Map.of("class", Logger.class.getName(), "arguments", Map.of("a", "b"))));
        DebugOptions all = new DebugOptions();
        all.set_enable(true);
        all.set_samplingpct(100);
        ExecutorService other = Executors.newSingleThreadExecutor();
        probe.limit = 5;
        probe.execute = (bolt, collector, tuple) -> other.execute(() -> {
            collector.emit(tuple, new Values(tuple.getValue(0)));
            collector.ack(tuple);
        });
        try (TestWorker worker = worker().start()) {
            await("acks before", () -> probe.acked.size() == 5);
            worker.engine.debug(Map.of("last", all));
            await("it was received", worker.engine::isQuiet);
            probe.limit = 10;
            await("acks while it looks on", () -> probe.acked.size() == 10);
            await("events", () -> SEEN.contains("last [9]"));
            worker.engine.debug(Map.of());
            await("it was received", worker.engine::isQuiet);
            probe.limit = 15;
            await("acks after", () -> probe.acked.size() == 15);
        } finally {
            other.shutdownNow();
        }
        assertEquals(List.of("last [5]", "last [6]", "last [7]", "last [8]", "last [9]"),
            SEEN.stream().filter(event -> event.startsWith("last")).toList());
    }

    @Test
    void aSpoutThatSleepsDoesNotDelayTheOthers() {
        Probe sleepy = new Probe();
        sleepy.emit = (collector, n) -> {
            LockSupport.parkNanos(20_000_000);
            collector.emit(new Values(n), n);
        };
        probe.limit = 20_000;
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("sleepy", new TestSpout(sleepy), 8);
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe), 10).shuffleGrouping("spout");
        builder.setBolt("other", new TestBolt(sleepy), 10).shuffleGrouping("sleepy");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("acks of the quick spout", () -> probe.acked.size() == 20_000);
            long before = sleepy.acked.size();
            await("acks of the sleepy ones", () -> sleepy.acked.size() > before + 20);
        }
    }
}
