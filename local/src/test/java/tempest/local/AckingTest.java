// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.Testing;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.testing.AckFailMapTracker;
import org.apache.storm.testing.AckTracker;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.testing.TrackedTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When spouts receive acks and fails, on one cluster that tracks. */
class AckingTest {
    private static LocalCluster cluster;

    private final AckFailMapTracker outcome = new AckFailMapTracker();
    private final FeederSpout source = new FeederSpout(new Fields("word"));
    private final FeederSpout control = new FeederSpout(new Fields("order", "word"));
    private final Events events = new Events();

    @BeforeAll
    static void start() throws Exception {
        cluster = new LocalCluster.Builder().withTracked().build();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private TopologyBuilder sources() {
        source.setAckFailDelegate(outcome);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setSpout("control", control);
        return builder;
    }

    private LocalCluster.LocalTopology submitted(String name, TopologyBuilder builder, Map<String, Object> conf) throws Exception {
        return cluster.submitTopology(name, conf, builder.createTopology());
    }

    @Test
    void rootsAreAckedOnceAllThatIsAnchoredToThemIs() throws Exception {
        TopologyBuilder builder = sources();
        builder.setBolt("gather", new Bolts.Gather(2)).globalGrouping("source");
        builder.setBolt("holder", new Bolts.Holder(events)).globalGrouping("gather").globalGrouping("control");
        try (LocalCluster.LocalTopology topology = submitted("several-roots", builder, Map.of(Config.TOPOLOGY_WORKERS, 2))) {
            source.feed(new Values("a"), 1);
            source.feed(new Values("b"), 2);
            events.await("held ab", 1);
            cluster.waitForIdle();
            assertFalse(outcome.isAcked(1) || outcome.isAcked(2), "acked while a tuple anchored to both is open");
            control.feed(new Values("ack", "ab"));
            Events.until(() -> outcome.isAcked(1) && outcome.isAcked(2), () -> "both acks");
            source.feed(new Values("c"), 3);
            source.feed(new Values("d"), 4);
            events.await("held cd", 1);
            control.feed(new Values("fail", "cd"));
            Events.until(() -> outcome.isFailed(3) && outcome.isFailed(4), () -> "both fails");
            assertFalse(outcome.isAcked(3) || outcome.isAcked(4));
            assertFalse(outcome.isFailed(1) || outcome.isFailed(2));
        }
    }

    @Test
    void oneBranchThatFailsFailsTheRootAtOnce() throws Exception {
        TopologyBuilder builder = sources();
        builder.setBolt("acker", new Bolts.Teller(events)).globalGrouping("source");
        builder.setBolt("holder", new Bolts.Holder(events)).globalGrouping("source").globalGrouping("control");
        try (LocalCluster.LocalTopology topology = submitted("branches", builder, Map.of())) {
            source.feed(new Values("bad"), "the bad one");
            source.feed(new Values("good"), "the good one");
            Events.until(() -> outcome.isFailed("the bad one"), () -> "the fail, although the other branch is still open");
            events.await("held good", 1);
            cluster.waitForIdle();
            assertFalse(outcome.isAcked("the good one"));
            control.feed(new Values("ack", "good"));
            Events.until(() -> outcome.isAcked("the good one"), () -> "the ack");
        }
    }

    @Test
    void withoutAckersASpoutIsAckedAtOnce() throws Exception {
        TopologyBuilder builder = sources();
        builder.setBolt("loser", new Bolts.Teller(events)).globalGrouping("source");
        try (LocalCluster.LocalTopology topology = submitted("no-ackers", builder, Map.of(Config.TOPOLOGY_ACKER_EXECUTORS, 0))) {
            source.feed(new Values("lost"), 1);
            source.feed(new Values("bad"), 2);
            Events.until(() -> outcome.isAcked(1) && outcome.isAcked(2), () -> "acks of what no bolt acks");
            events.await("bad", 1);
            cluster.waitForIdle();
            assertFalse(outcome.isFailed(2));
        }
    }

    @Test
    void noMoreThanMaxSpoutPendingTuplesAreOpen() throws Exception {
        Events open = new Events();
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new Spouts.Counting(open)).setMaxSpoutPending(3);
        builder.setSpout("control", control);
        builder.setBolt("holder", new Bolts.Holder(events)).globalGrouping("source").globalGrouping("control");
        try (LocalCluster.LocalTopology topology = submitted("pending", builder, Map.of())) {
            for (int i = 0; i < 100; i++) {
                events.await("held " + (i + 2), 1);
                assertEquals(0, events.count("held " + (i + 3)), "a fourth tuple while three are open");
                control.feed(new Values("ack", i));
            }
            open.await("acked 99", 1);
        }
        assertEquals(0, open.count("more than 3 open"));
        assertTrue(open.count("3 open") >= 100, open.all()::toString);
    }

    @Test
    void trackedTopologiesAreWaitedForExactly() throws Exception {
        AckTracker tracker = new AckTracker();
        source.setAckFailDelegate(tracker);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("who", new Bolts.WhoGotIt(), 3).shuffleGrouping("source");
        builder.setBolt("gather", new Bolts.Gather(2)).globalGrouping("source");
        builder.setBolt("last", new Bolts.WhoGotIt(), 2).shuffleGrouping("who").shuffleGrouping("gather");
        TrackedTopology tracked = Testing.mkTrackedTopology(cluster, builder.createTopology());
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("tracked", Map.of(), tracked)) {
            source.feed(new Values("a"), 1);
            Testing.trackedWait(tracked, 1);
            assertEquals(0, tracker.getNumAcks());
            source.feed(new Values("b"), 2);
            Testing.trackedWait(tracked);
            assertEquals(2, tracker.getNumAcks());
            tracker.resetNumAcks();
            for (int i = 0; i < 20; i++) {
                source.feed(new Values("c"), 10 + i);
            }
            Testing.trackedWait(tracked, 20);
            assertEquals(20, tracker.getNumAcks());
        }
    }

    @Test
    void aTupleAnchoredTwiceToOneInputStillCompletes() throws Exception {
        AckTracker tracker = new AckTracker();
        source.setAckFailDelegate(tracker);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("double", new DoubleAnchor(), 2).shuffleGrouping("source");
        builder.setBolt("twice", new Bolts.WhoGotIt(), 2).allGrouping("double");
        TrackedTopology tracked = Testing.mkTrackedTopology(cluster, builder.createTopology());
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("double", Map.of(), tracked)) {
            source.feed(new Values("a"), 1);
            source.feed(new Values("b"), 2);
            Testing.trackedWait(tracked, 2);
            assertEquals(2, tracker.getNumAcks());
        }
    }

    /** Anchors a tuple to the same input twice over, as careless bolts do. */
    private static final class DoubleAnchor extends BaseRichBolt {
        private static final long serialVersionUID = 1;
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(Tuple input) {
            collector.emit(List.of(input, input), new Values("x"));
            collector.emit(input, new Values("y"));
            collector.ack(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("value"));
        }
    }
}
