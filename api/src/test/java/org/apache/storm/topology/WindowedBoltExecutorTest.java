// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Gauge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Contexts;
import org.apache.storm.TestTuples;
import org.apache.storm.RecordingCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.Test;

class WindowedBoltExecutorTest {
    private static final Fields FIELDS = new Fields("n", "ts");
    private final RecordingCollector recorded = new RecordingCollector();

    private static final class Numbers extends TopologyBuilderTest.Words {
        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(FIELDS);
        }
    }

    static class Sum extends BaseWindowedBolt {
        private OutputCollector collector;
        transient TupleWindow last;
        transient CountDownLatch called = new CountDownLatch(1);

        /** As somebody sets it who writes the key. */
        Sum with(String key, Object value) {
            windowConfiguration.put(key, value);
            return this;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(TupleWindow window) {
            last = window;
            long sum = 0;
            for (Tuple tuple : window.get()) {
                sum += tuple.getLong(0);
            }
            if (sum < 0) {
                throw new IllegalStateException("negative sum");
            }
            collector.emit(new Values(sum));
            if (called != null) {
                called.countDown();
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("sum"));
        }
    }

    private WindowedBoltExecutor prepared(Sum bolt, Map<String, Object> more) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new Numbers());
        builder.setBolt("sum", (IWindowedBolt) bolt).shuffleGrouping("spout");
        Contexts contexts = new Contexts(builder.createTopology());
        Map<String, Object> conf = new HashMap<>(contexts.conf);
        conf.putAll(bolt.getComponentConfiguration());
        conf.putAll(more);
        WindowedBoltExecutor executor = new WindowedBoltExecutor(bolt);
        executor.prepare(conf, contexts.of("sum"), new OutputCollector(recorded));
        return executor;
    }

    private static Tuple tuple(long n, long ts) {
        return TestTuples.of(FIELDS, n, ts);
    }

    @Test
    void whatIsEmittedIsAnchoredToTheWindowAndWhatLeavesItIsAcked() {
        Sum bolt = new Sum();
        WindowedBoltExecutor executor = prepared((Sum) bolt.withWindow(Count.of(2), Count.of(1)), Map.of());
        Tuple first = tuple(1, 0);
        Tuple second = tuple(2, 0);
        Tuple third = tuple(3, 0);
        executor.execute(first);
        executor.execute(second);
        assertTrue(recorded.acked.isEmpty());
        executor.execute(third);
        assertEquals(List.of(first), recorded.acked);
        assertEquals(List.of(List.of(1L), List.of(3L), List.of(5L)), recorded.values("default"));
        assertEquals(List.of(second, third), recorded.emitted.get(2).anchors());
        assertEquals(List.of(third), bolt.last.getNew());
        assertEquals(List.of(first), bolt.last.getExpired());
        assertNull(bolt.last.getStartTimestamp());
        executor.cleanup();
    }

    @Test
    void aWindowIsAsLongAndMovesAsTheKeysOfItsConfigurationSay() {
        WindowedBoltExecutor byCount = prepared(new Sum(), Map.of("topology.bolts.window.length.count", 3, "topology.bolts.window.sliding.interval.count", 2));
        for (long n : new long[] {1, 2, 4, 8, 16, 32}) {
            byCount.execute(tuple(n, 0));
        }
        assertEquals(List.of(List.of(3L), List.of(14L), List.of(56L)), recorded.values("default"), "every second tuple, the sum of the last three");
        byCount.cleanup();
        recorded.emitted.clear();
        Sum inTime = new Sum();
        inTime.withTimestampField("ts").withWatermarkInterval(Duration.hours(1));
        inTime.with("topology.bolts.window.length.duration.ms", 20).with("topology.bolts.window.sliding.interval.duration.ms", 10)
            .with("topology.bolts.late.tuple.stream", "late");
        WindowedBoltExecutor byTime = prepared(inTime, Map.of());
        for (long n : new long[] {1, 2, 4}) {
            byTime.execute(tuple(n, 5 + 10 * (n / 2)));
        }
        byTime.fireDue();
        assertEquals(List.of(List.of(1L), List.of(3L)), recorded.values("default"), "every ten milliseconds, the sum of the last twenty");
        byTime.execute(tuple(64, 1));
        assertEquals(1, recorded.values("late").size());
        byTime.cleanup();
    }

    @Test
    void aWindowOfTimeFiresByItself() throws InterruptedException {
        Sum bolt = new Sum();
        WindowedBoltExecutor executor = prepared((Sum) bolt.withTumblingWindow(Duration.of(50)), Map.of());
        executor.execute(tuple(4, 0));
        assertTrue(bolt.called.await(60, TimeUnit.SECONDS));
        assertEquals(50, bolt.last.getEndTimestamp() - bolt.last.getStartTimestamp());
        executor.cleanup();
    }

    @Test
    void eventTimeFiresWhatTheWatermarkHasPassedAndSendsLateTuplesTheirOwnWay() {
        Sum bolt = new Sum();
        bolt.withTumblingWindow(Duration.of(10)).withTimestampField("ts").withLag(Duration.of(5)).withLateTupleStream("late")
            .withWatermarkInterval(Duration.hours(1));
        WindowedBoltExecutor executor = prepared(bolt, Map.of());
        executor.execute(tuple(1, 8));
        executor.execute(tuple(2, 3));
        executor.execute(tuple(4, 14));
        executor.fireDue();
        assertTrue(recorded.values("default").isEmpty());
        executor.execute(tuple(8, 16));
        executor.fireDue();
        assertEquals(List.of(List.of(3L)), recorded.values("default"));
        assertEquals(List.of(0L, 10L), List.of(bolt.last.getStartTimestamp(), bolt.last.getEndTimestamp()));
        Tuple late = tuple(16, 10);
        executor.execute(tuple(32, 11));
        executor.execute(late);
        assertEquals(1, recorded.values("late").size());
        assertEquals(List.of(late), recorded.emitted.get(recorded.emitted.size() - 1).anchors());
        Tuple detached = (Tuple) recorded.values("late").get(0).get(0);
        assertEquals(List.of("spout", "default", 1, FIELDS, List.of(16L, 10L)), List.of(detached.getSourceComponent(), detached.getSourceStreamId(),
            detached.getSourceTask(), detached.getFields(), detached.getValues()));
        assertTrue(recorded.acked.contains(late));
        executor.cleanup();
    }

    @Test
    void aFailureInAWindowFiredByTheTimerReachesTheTasksThread() throws InterruptedException {
        Sum bolt = new Sum();
        WindowedBoltExecutor executor = prepared((Sum) bolt.withTumblingWindow(Duration.of(20)), Map.of());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        IllegalStateException thrown = null;
        while (thrown == null && System.nanoTime() < deadline) {
            try {
                executor.execute(tuple(-1, 0));
            } catch (IllegalStateException e) {
                thrown = e;
            }
            Thread.onSpinWait();
        }
        assertTrue(thrown != null && thrown.getMessage().contains("negative sum"));
        executor.cleanup();
    }

    @Test
    void aFailureInAWindowFiredByTheTimerIsKnownAtOnceThoughNoTupleComes() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        ThreadGroup worker = new ThreadGroup("worker") {
            @Override
            public void uncaughtException(Thread thread, Throwable error) {
                uncaught.complete(error);
            }
        };
        CompletableFuture<WindowedBoltExecutor> prepared = new CompletableFuture<>();
        new Thread(worker, () -> {
            WindowedBoltExecutor executor = prepared((Sum) new Sum().withTumblingWindow(Duration.of(20)), Map.of());
            executor.execute(tuple(-1, 0));
            prepared.complete(executor);
        }).start();
        assertEquals("negative sum", uncaught.get(10, TimeUnit.SECONDS).getMessage());
        assertEquals("negative sum", recorded.errors.get(0).getMessage());
        prepared.get(10, TimeUnit.SECONDS).cleanup();
    }

    @Test
    void aTimerThatWaitedForCleanupFiresNothingAfterIt() {
        Sum bolt = new Sum();
        bolt.withTumblingWindow(Duration.of(10)).withTimestampField("ts").withWatermarkInterval(Duration.hours(1));
        WindowedBoltExecutor executor = prepared(bolt, Map.of());
        executor.execute(tuple(1, 5));
        executor.execute(tuple(2, 25));
        executor.cleanup();
        executor.onTimer();
        assertTrue(recorded.emitted.isEmpty());
        assertTrue(recorded.errors.isEmpty());
    }

    @Test
    void metricsSayWhereEventTimeIsAndWhatHoldsItBack() {
        Sum bolt = new Sum();
        bolt.withTumblingWindow(Duration.of(10)).withTimestampField("ts").withLag(Duration.of(3)).withWatermarkInterval(Duration.hours(1));
        TopologyBuilder builder = with(bolt);
        Contexts contexts = new Contexts(builder.createTopology());
        Map<String, Object> conf = new HashMap<>(contexts.conf);
        conf.putAll(bolt.getComponentConfiguration());
        WindowedBoltExecutor executor = new WindowedBoltExecutor(bolt);
        TopologyContext context = contexts.of("sum");
        executor.prepare(conf, context, new OutputCollector(recorded));
        Map<String, Gauge> gauges = contexts.registry.getTaskGauges(context.getThisTaskId());
        executor.execute(tuple(1, 5));
        executor.execute(tuple(2, 25));
        executor.fireDue();
        assertEquals(List.of(22L, 3L, "spout/default"), List.of(gauges.get("event.time.watermark.ms").getValue(), gauges.get("event.time.behind.ms").getValue(),
            gauges.get("event.time.held.by").getValue()));
        executor.cleanup();
    }

    @Test
    void windowsWorkInAContextWithoutMetrics() {
        Sum bolt = new Sum();
        bolt.withTumblingWindow(Duration.of(10)).withTimestampField("ts").withWatermarkInterval(Duration.hours(1));
        Contexts contexts = new Contexts(with(bolt).createTopology());
        Map<String, Object> conf = new HashMap<>(contexts.conf);
        conf.putAll(bolt.getComponentConfiguration());
        TopologyContext context = contexts.of("sum");
        for (int i = 0; i < 2; i++) { // the second one finds the metrics of the first
            WindowedBoltExecutor executor = new WindowedBoltExecutor(bolt);
            executor.prepare(conf, context, new OutputCollector(recorded));
            executor.execute(tuple(1, 5));
            executor.execute(tuple(2, 15));
            executor.fireDue();
            executor.cleanup();
        }
        assertEquals(List.of(List.of(1L), List.of(1L)), recorded.values("default"));
    }

    @Test
    void aTupleFromTheFarFutureMovesNothingWhereThatIsBounded() {
        Sum bolt = new Sum();
        bolt.withTumblingWindow(Duration.of(10)).withTimestampField("ts").withLateTupleStream("late").withWatermarkInterval(Duration.hours(1));
        WindowedBoltExecutor executor = prepared(bolt, Map.of("topology.bolts.watermark.max.ahead.ms", 60_000));
        long now = System.currentTimeMillis() / 10 * 10;
        Tuple far = tuple(64, now + 3_600_000);
        executor.execute(tuple(1, now + 5));
        executor.execute(far);
        executor.execute(tuple(2, now + 6));
        executor.execute(tuple(4, now + 15));
        executor.fireDue();
        assertEquals(List.of(List.of(3L)), recorded.values("default"));
        assertEquals(List.of(far), recorded.emitted.get(0).anchors());
        assertTrue(recorded.acked.contains(far));
        executor.cleanup();
    }

    @Test
    void aTimeThatIsNoLongIsToldWithItsFieldAndWhereItCameFrom() {
        Sum bolt = new Sum();
        bolt.withTumblingWindow(Duration.of(10)).withTimestampField("ts").withWatermarkInterval(Duration.hours(1));
        WindowedBoltExecutor executor = prepared(bolt, Map.of());
        assertEquals("field 'ts' of a tuple from 'spout' is the Integer 5; the time of a window must be a Long, milliseconds since the epoch",
            assertThrows(IllegalArgumentException.class, () -> executor.execute(TestTuples.of(FIELDS, 1L, 5))).getMessage());
        assertEquals("field 'ts' of a tuple from 'spout' is null; the time of a window must be a Long, milliseconds since the epoch",
            assertThrows(IllegalArgumentException.class, () -> executor.execute(TestTuples.of(FIELDS, 1L, null))).getMessage());
        executor.cleanup();
    }

    private static TopologyBuilder with(BaseWindowedBolt bolt) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new Numbers());
        builder.setBolt("sum", (IWindowedBolt) bolt).shuffleGrouping("spout");
        return builder;
    }

    @Test
    void aTimestampFieldThatAnInputLacksIsToldWhenTheTopologyIsBuilt() {
        TopologyBuilder builder = with(new Sum().withTumblingWindow(Duration.of(10)).withTimestampField("time"));
        assertEquals("Component 'sum': its windows take their time from field 'time', which stream 'default' of 'spout' does not have; it has [n, ts]",
            assertThrows(IllegalArgumentException.class, builder::createTopology).getMessage());
    }

    @Test
    void optionsOfEventTimeWithoutATimestampAreTold() {
        TopologyBuilder late = with(new Sum().withTumblingWindow(Duration.of(10)).withLateTupleStream("late"));
        assertTrue(assertThrows(IllegalArgumentException.class, late::createTopology).getMessage().contains("no timestamp"));
        Sum lag = (Sum) new Sum().withWindow(Duration.of(10), Duration.of(15)).withLag(Duration.of(5));
        assertEquals(List.of("topology.bolts.tuple.timestamp.max.lag.ms has no effect on windows without a timestamp: call withTimestampField, or leave it out",
            "its windows are 10 ms long and slide by 15: what comes in between is in no window"),
            new WindowedBoltExecutor(lag).checkInputs(Map.of(), lag.getComponentConfiguration()));
    }

    @Test
    void aWindowWithoutALengthIsToldWhenTheTopologyIsBuilt() {
        assertEquals(List.of("its windows have no length: call withWindow or withTumblingWindow; its worker ends unless the topology's configuration has"
            + " topology.bolts.window.length.count or topology.bolts.window.length.duration.ms"),
            new WindowedBoltExecutor(new Sum()).checkInputs(Map.of(), new Sum().getComponentConfiguration()));
    }

    @Test
    void aWindowThatWouldTimeOutOrNeverFillIsRefused() {
        String tooLong = assertThrows(IllegalArgumentException.class,
            () -> prepared((Sum) new Sum().withTumblingWindow(Duration.seconds(20)), Map.of())).getMessage();
        assertTrue(tooLong.contains("topology.message.timeout.secs"), tooLong);
        String tooMany = assertThrows(IllegalArgumentException.class, () -> prepared((Sum) new Sum().withTumblingWindow(Count.of(10)),
            Map.of("topology.max.spout.pending", 15))).getMessage();
        assertTrue(tooMany.contains("topology.max.spout.pending"), tooMany);
        assertThrows(IllegalArgumentException.class, () -> prepared(new Sum(), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new Sum().withTumblingWindow(Count.of(0)));
        assertThrows(IllegalArgumentException.class,
            () -> prepared((Sum) new Sum().withTumblingWindow(Count.of(1)).withLateTupleStream("late"), Map.of()));
    }

    @Test
    void theExecutorGoesToItsWorkerAndWorksThere() {
        Sum bolt = new Sum();
        bolt.withTumblingWindow(Count.of(1));
        Map<String, Object> conf = bolt.getComponentConfiguration();
        WindowedBoltExecutor there = Utils.javaDeserialize(Utils.javaSerialize(new WindowedBoltExecutor(bolt)), WindowedBoltExecutor.class);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new Numbers());
        builder.setBolt("sum", (IWindowedBolt) bolt).shuffleGrouping("spout");
        Contexts contexts = new Contexts(builder.createTopology());
        contexts.conf.putAll(conf);
        there.prepare(contexts.conf, contexts.of("sum"), new OutputCollector(recorded));
        there.execute(tuple(7, 0));
        assertEquals(List.of(List.of(7L)), recorded.values("default"));
        there.cleanup();
    }
}
