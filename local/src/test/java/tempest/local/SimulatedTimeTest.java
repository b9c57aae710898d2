// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.Testing;
import org.apache.storm.testing.AckFailMapTracker;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.testing.MkClusterParam;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

/** Time-outs and ticks, by a clock that only the test advances. */
class SimulatedTimeTest {
    private final AckFailMapTracker outcome = new AckFailMapTracker();
    private final FeederSpout source = new FeederSpout(new Fields("word"));
    private final FeederSpout control = new FeederSpout(new Fields("order", "word"));
    private final Events events = new Events();

    private static MkClusterParam small() {
        MkClusterParam param = new MkClusterParam();
        param.setSupervisors(1);
        return param;
    }

    @Test
    void aTupleThatIsNotAckedFailsAfterTheTimeOut() {
        Testing.withSimulatedTimeLocalCluster(small(), cluster -> {
            source.setAckFailDelegate(outcome);
            TopologyBuilder builder = new TopologyBuilder();
            builder.setSpout("source", source);
            builder.setBolt("teller", new Bolts.Teller(events)).globalGrouping("source");
            cluster.submitTopology("timeout", Map.of(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 10), builder.createTopology());
            Testing.advanceClusterTime(cluster, 11);
            source.feed(new Values("a"), 1);
            source.feed(new Values("lost"), 2);
            source.feed(new Values("c"), 3);
            Testing.advanceClusterTime(cluster, 9);
            Events.until(() -> outcome.isAcked(1) && outcome.isAcked(3), () -> "acks");
            assertFalse(outcome.isAcked(2));
            assertFalse(outcome.isFailed(2), "failed before its time");
            Testing.advanceClusterTime(cluster, 12);
            Events.until(() -> outcome.isFailed(2), () -> "the time-out");
            assertFalse(outcome.isFailed(1) || outcome.isFailed(3));
        });
    }

    @Test
    void resetTimeoutRestartsATuplesTimeOut() {
        Testing.withSimulatedTimeLocalCluster(small(), cluster -> {
            source.setAckFailDelegate(outcome);
            TopologyBuilder builder = new TopologyBuilder();
            builder.setSpout("source", source);
            builder.setSpout("control", control);
            builder.setBolt("holder", new Bolts.Holder(events)).globalGrouping("source").globalGrouping("control");
            cluster.submitTopology("reset", Map.of(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 10), builder.createTopology());
            Testing.advanceClusterTime(cluster, 11);
            source.feed(new Values("kept"), "kept");
            source.feed(new Values("left"), "left");
            events.await("held left", 1);
            for (int i = 1; i <= 4; i++) {
                Testing.advanceClusterTime(cluster, 7);
                control.feed(new Values("reset", "kept"));
                events.await("reset kept", i);
            }
            Events.until(() -> outcome.isFailed("left"), () -> "the time-out of what was left alone");
            assertFalse(outcome.isFailed("kept"), "its time was reset every 7 of 10 seconds");
            Testing.advanceClusterTime(cluster, 25);
            Events.until(() -> outcome.isFailed("kept"), () -> "the time-out once nothing resets it");
        });
    }

    @Test
    void ticksComeAtTheirFrequency() {
        Testing.withSimulatedTimeLocalCluster(small(), cluster -> {
            TopologyBuilder builder = new TopologyBuilder();
            builder.setSpout("source", source);
            builder.setBolt("teller", new Bolts.Teller(events)).globalGrouping("source")
                .addConfiguration(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 5);
            cluster.submitTopology("ticks", Map.of(), builder.createTopology());
            Testing.advanceClusterTime(cluster, 1);
            events.await("prepare", 1);
            int before = events.count("tick");
            Testing.advanceClusterTime(cluster, 20);
            events.await("tick", before + 4);
            // One that was due before may be delivered only now.
            int ticks = events.count("tick") - before;
            assertTrue(ticks == 4 || ticks == 5, () -> ticks + " ticks in 20 s");
        });
    }
}
