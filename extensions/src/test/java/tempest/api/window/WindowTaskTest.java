// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.codahale.metrics.Gauge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.InMemoryKeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.testing.FixedTupleSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;
import tempest.api.Said;
import tempest.operators.window.Aggregations;
import tempest.operators.window.OutputMode;
import tempest.operators.window.WindowResult;
import tempest.operators.window.WindowShape;

/** What a task does with tuples, without a cluster. */
class WindowTaskTest {
    private static final GlobalStreamId CLICKS = new GlobalStreamId("clicks", "default");

    private final Said said = new Said();

    private static Tuple click(String user, Object clicks, Object at) {
        return Said.tuple("clicks", List.of("user", "clicks", "at"), user, clicks, at);
    }

    private StatefulKeyedWindowBolt<Number, Long, Long> started(InMemoryKeyValueState<ArrayList<Object>, byte[]> state) {
        KeyedWindowBolt<Number, Long, Long> sums = new KeyedWindowBolt<>(WindowShape.Hopping.tumbling(10), Aggregations.sum(), "user", "clicks", "at");
        StatefulKeyedWindowBolt<Number, Long, Long> bolt = new StatefulKeyedWindowBolt<>(sums);
        bolt.prepare(Map.of(), List.of(CLICKS), new WatermarkGauges(), new DefaultStateSerializer<>(), new OutputCollector(said));
        bolt.initState(state);
        return bolt;
    }

    private static void commit(StatefulKeyedWindowBolt<?, ?, ?> bolt, InMemoryKeyValueState<?, ?> state, long txid) {
        bolt.prePrepare(txid);
        state.prepareCommit(txid);
        bolt.preCommit(txid);
        state.commit(txid);
    }

    @Test
    void windowsGoOnFromTheLastCheckpoint() {
        InMemoryKeyValueState<ArrayList<Object>, byte[]> state = new InMemoryKeyValueState<>();
        StatefulKeyedWindowBolt<Number, Long, Long> bolt = started(state);
        bolt.execute(click("ann", 1, 3L));
        bolt.execute(click("bob", 2, 4L));
        commit(bolt, state, 1);
        bolt.execute(click("ann", 4, 5L));
        bolt.execute(click("ann", 8, 12L)); // ends the window
        assertEquals(List.of("[ann, 0, 10, 5, false] of [8]", "[bob, 0, 10, 2, false] of [8]"), said.taken().stream().sorted().toList());

        bolt.preRollback();
        state.rollback();
        bolt.execute(click("ann", 4, 5L));
        bolt.execute(click("ann", 8, 12L));
        assertEquals(List.of("[ann, 0, 10, 5, false] of [8]", "[bob, 0, 10, 2, false] of [8]"), said.taken().stream().sorted().toList(), "what was undone comes again, and counts once");
        commit(bolt, state, 2);

        StatefulKeyedWindowBolt<Number, Long, Long> next = started(state);
        next.execute(click("ann", 16, 4L));
        next.execute(click("ann", 32, 20L));
        assertEquals(List.of("[ann, 10, 20, 8, false] of [32]"), said.taken(), "a window that was over is not given again, and what is late stays late");
    }

    @Test
    void aResultIsAnchoredToWhatIsNewInIt() {
        HeldTuples held = new HeldTuples(new OutputCollector(said));
        for (long at = 1; at <= 4; at++) {
            held.hold("ann", click("ann", at, at), at);
        }
        assertEquals(List.of(1L, 2L), clicks(held.fresh("ann", 0, 3)));
        assertEquals(List.of(3L), clicks(held.fresh("ann", 0, 4)));
        assertEquals(List.of(4L), clicks(held.last("ann")));
        held.drop("ann");
        assertEquals(List.of(3L), clicks(held.fresh("ann", 0, 5)), "none is new, so to the last one");
        held.release("ann", time -> time > 2);
        assertEquals(List.of(1L, 2L), said.acked());
        held.release("ann", time -> false);
        assertEquals(List.of(1L, 2L, 3L), said.acked());
        assertEquals(List.of(), held.last("ann"));
    }

    private static List<Object> clicks(List<Tuple> tuples) {
        return tuples.stream().map(each -> each.getValue(1)).toList();
    }

    private KeyedWindowTask<Number, Long, Long> task(KeyedWindowBolt<Number, Long, Long> bolt) {
        return new KeyedWindowTask<>(bolt, Map.of("topology.bolts.watermark.max.ahead.ms", 100), List.of(CLICKS), new WatermarkGauges(), 0);
    }

    @Test
    void earlyResultsComeAsOftenAsWasSaidAndAreRetracted() {
        List<WindowResult<Object, Long>> results = new ArrayList<>();
        KeyedWindowTask<Number, Long, Long> task = task(new KeyedWindowBolt<>(WindowShape.Hopping.tumbling(10_000), Aggregations.sum(), "user", "clicks", "at")
            .withOutput(OutputMode.RETRACT).withEarlyFirings(2_000).withMostAhead(10_000));
        task.take(click("ann", 1, 3L), "ann", 3, 0, () -> 0, results::add);
        task.tick(1_000, results::add);
        assertEquals(List.of(), results);
        task.tick(2_000, results::add);
        assertEquals(List.of(new WindowResult<>("ann", 0, 10_000, 1L, false)), results);
        results.clear();
        task.take(click("ann", 2, 4L), "ann", 4, 0, () -> 0, results::add);
        task.take(click("bob", 4, 10_000L), "bob", 10_000, 2_500, () -> 2_500, results::add);
        assertEquals(List.of(new WindowResult<>("ann", 0, 10_000, 1L, true), new WindowResult<>("ann", 0, 10_000, 3L, false)), results);
    }

    @Test
    void aGapMayComeWithTheTupleAndTheFutureIsBoundedByTheTopologysConfiguration() {
        List<WindowResult<Object, Long>> results = new ArrayList<>();
        KeyedWindowTask<Number, Long, Long> task = task(new KeyedWindowBolt<>(new WindowShape.Session(5), Aggregations.sum(), "user", "clicks", "at").withGapField("clicks"));
        assertEquals(false, task.take(click("ann", 1L, 101L), "ann", 101, 0, () -> 0, results::add), "more than 100 ms ahead");
        task.take(click("ann", 20L, 10L), "ann", 10, 0, () -> 0, results::add);
        task.take(click("ann", 1L, 30L), "ann", 30, 0, () -> 0, results::add);
        task.take(click("ann", 2L, 60L), "ann", 60, 0, () -> 0, results::add);
        assertEquals(List.of(new WindowResult<>("ann", 10, 31, 21L, false)), results);
        assertEquals("field 'clicks' of a tuple from 'clicks' is 0; the gap of a session must be a Long, milliseconds above 0",
            assertThrows(IllegalArgumentException.class, () -> task.take(click("ann", 0L, 61L), "ann", 61, 0, () -> 0, results::add)).getMessage());
        assertEquals("field 'at' of a tuple from 'clicks' is 61; the time of a window must be a Long, milliseconds since the epoch",
            assertThrows(IllegalArgumentException.class, () -> task.time(click("ann", 1L, 61), 0)).getMessage());
    }

    @Test
    void metricsSayWhereEventTimeIsAndWhatHoldsItBack() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("clicks", new FixedTupleSpout(List.of(), new Fields("user", "clicks", "at")));
        builder.setSpout("more", new FixedTupleSpout(List.of(), new Fields("user", "clicks", "at")));
        KeyedWindowBolt<Number, Long, Long> sums = new KeyedWindowBolt<>(WindowShape.Hopping.tumbling(10), Aggregations.sum(), "user", "clicks", "at");
        builder.setBolt("sums", sums).fieldsGrouping("clicks", new Fields("user")).fieldsGrouping("more", new Fields("user"));
        StormMetricRegistry registry = new StormMetricRegistry();
        Map<Integer, String> tasks = Map.of(1, "clicks", 2, "more", 3, "sums");
        TopologyContext context = new TopologyContext(builder.createTopology(), Map.of(), tasks, Map.of(), Map.of(), new HashMap<>(), "t", "code", "pids", 3, 6700, List.of(), Map.of(),
            Map.of(), Map.of(), new HashMap<>(), new AtomicBoolean(), registry);
        sums.prepare(Map.of(), context, new OutputCollector(said));
        Map<String, Gauge> gauges = registry.getTaskGauges(3);
        sums.execute(click("ann", 1, 3L));
        sums.execute(click("ann", 1, 10_003L));
        sums.execute(Said.tick());
        assertEquals("[-9223372036854775808, 10000, more/default]", gauges(gauges));
        sums.execute(Said.tuple("more", List.of("user", "clicks", "at"), "bob", 1, 20_000L));
        sums.execute(Said.tick());
        assertEquals("[10003, 9997, clicks/default]", gauges(gauges));
    }

    private static String gauges(Map<String, Gauge> gauges) {
        return List.of(gauges.get("event.time.watermark.ms").getValue(), gauges.get("event.time.behind.ms").getValue(), gauges.get("event.time.held.by").getValue()).toString();
    }

    @Test
    void withoutATimeFieldTimeIsTheClocks() {
        List<WindowResult<Object, Long>> results = new ArrayList<>();
        KeyedWindowTask<Number, Long, Long> task = task(new KeyedWindowBolt<>(WindowShape.Hopping.tumbling(1_000), Aggregations.sum(), "user", "clicks"));
        Tuple click = click("ann", 1L, null);
        task.take(click, "ann", task.time(click, 500), 500, () -> 500, results::add);
        task.tick(999, results::add);
        assertEquals(List.of(), results);
        task.tick(1_000, results::add);
        assertEquals(List.of(new WindowResult<>("ann", 0, 1_000, 1L, false)), results);
    }
}
