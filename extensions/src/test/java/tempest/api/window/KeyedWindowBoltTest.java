// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import tempest.operators.window.Aggregations;
import tempest.operators.window.WindowShape;
import tempest.operators.window.WindowShape.Hopping;

class KeyedWindowBoltTest {
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger ACKED = new AtomicInteger();
    private static final Values[] CLICKS = {new Values("ann", 1L, 1_000L), new Values("bob", 2L, 2_000L), new Values("ann", 4L, 3_000L), new Values("ann", 8L, 20_000L),
        new Values("ann", 16L, 4_000L), new Values("bob", 32L, 21_000L), new Values("end", 0L, 60_000L)};

    /** Emits what was clicked, once. */
    private static final class Clicks extends BaseRichSpout {
        private transient SpoutOutputCollector collector;
        private transient int next;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            if (next < CLICKS.length) {
                collector.emit(CLICKS[next], next);
                next++;
            }
        }

        @Override
        public void ack(Object id) {
            ACKED.incrementAndGet();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("user", "clicks", "at"));
        }
    }

    private static final class Sink extends BaseBasicBolt {
        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            SEEN.add(tuple.getSourceStreamId() + " " + tuple.getValues());
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    private static final List<String> SESSIONS = List.of("default [ann, 1000, 8000, 5, false]", "default [ann, 20000, 25000, 8, false]",
        "default [bob, 2000, 7000, 2, false]", "default [bob, 21000, 26000, 32, false]", "late [ann, 16, 4000]");

    private static KeyedWindowBolt<Number, Long, Long> sums(WindowShape shape, String time) {
        return new KeyedWindowBolt<>(shape, Aggregations.sum(), "user", "clicks", time);
    }

    private static KeyedWindowBolt<Number, Long, Long> sessions() {
        return sums(new WindowShape.Session(5_000), "at").withLag(10_000).withLateStream("late");
    }

    private static TopologyBuilder clicks() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("clicks", new Clicks());
        return builder;
    }

    private static void run(LocalCluster cluster, TopologyBuilder builder, Map<String, Object> conf, int acked) throws Exception {
        SEEN.clear();
        ACKED.set(0);
        builder.setBolt("seen", new Sink()).shuffleGrouping("sessions").shuffleGrouping("sessions", "late");
        try (LocalCluster.LocalTopology running = cluster.submitTopology("sessions", new HashMap<>(conf), builder.createTopology())) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!(SEEN.stream().sorted().toList().equals(SESSIONS) && ACKED.get() == acked) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertEquals(SESSIONS, SEEN.stream().sorted().toList());
            assertEquals(acked, ACKED.get());
        }
    }

    @Test
    void sessionsAreEmittedAndTheirTuplesAckedWhenTheyAreOver() throws Exception {
        TopologyBuilder builder = clicks();
        builder.setBolt("sessions", sessions()).fieldsGrouping("clicks", new Fields("user"));
        TopologyBuilder stateful = clicks();
        stateful.setBolt("sessions", sessions().stateful()).fieldsGrouping("clicks", new Fields("user"));
        try (LocalCluster cluster = new LocalCluster()) {
            run(cluster, builder, Map.of(), CLICKS.length - 1); // the session of the last one is open
            run(cluster, stateful, Map.of("topology.state.checkpoint.interval.ms", 100), CLICKS.length);
        }
    }

    private static String refused(KeyedWindowBolt<Number, Long, Long> bolt) {
        TopologyBuilder builder = clicks();
        builder.setBolt("sums", bolt).shuffleGrouping("clicks");
        return assertThrows(IllegalArgumentException.class, builder::createTopology).getMessage();
    }

    @Test
    void whatCannotWorkIsToldWhenTheTopologyIsBuilt() {
        Hopping tumbling = Hopping.tumbling(1_000);
        assertEquals("Component 'sums': its windows need field 'time', which stream 'default' of 'clicks' does not have; it has [user, clicks, at]",
            refused(sums(tumbling, "time")));
        assertEquals("Component 'sums': its windows need field 'gap', which stream 'default' of 'clicks' does not have; it has [user, clicks, at]",
            refused(sums(new WindowShape.Session(1), "at").withGapField("gap")));
        assertEquals("Component 'sums': field 'clicks' is to be the gap of sessions, but its windows are Hopping[size=1000, advance=1000]",
            refused(sums(tumbling, "at").withGapField("clicks")));
        assertEquals("Component 'sums': its windows are by the clock, where no value is late; a lag, an allowed lateness, a bound on the future, an idle time-out"
            + " and a late stream need the field of a time", refused(sums(tumbling, null).withLag(1)));
        assertEquals("Component 'sums': early firings give results that change, and the output mode is APPEND; UPDATE, DISCARD, RETRACT or COMPLETE allow that",
            refused(sums(tumbling, "at").withEarlyFirings(1_000)));
        TopologyBuilder stateful = clicks();
        stateful.setBolt("sums", sums(tumbling, "time").stateful()).shuffleGrouping("clicks");
        assertThrows(IllegalArgumentException.class, stateful::createTopology);
        assertEquals("a time between early firings of 999 ms; it must be 1000 or more",
            assertThrows(IllegalArgumentException.class, () -> sums(tumbling, "at").withEarlyFirings(999)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new KeyedWindowBolt<>(tumbling, null, "user", "clicks", "at"));
    }
}
