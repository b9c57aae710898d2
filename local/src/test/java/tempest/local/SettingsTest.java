// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.validation.UnsupportedKeys;
import org.junit.jupiter.api.Test;

/** What a local cluster says of its configuration. */
class SettingsTest {

    @Test
    void aSettingThatItsUserReliesOnInVainKeepsTheClusterFromStarting() {
        Optional<Map.Entry<String, UnsupportedKeys.Entry>> any = UnsupportedKeys.byKey().entrySet().stream()
            .filter(one -> one.getValue().refused() && one.getValue().readers().contains(UnsupportedKeys.Reader.NIMBUS)).findFirst();
        assumeTrue(any.isPresent(), "nothing is refused any more");
        LocalCluster.Builder builder = new LocalCluster.Builder().withDaemonConf(any.get().getKey(), "a.B");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(e.getMessage().startsWith("configuration " + any.get().getKey() + " is a.B; it must be left out")
            && e.getMessage().endsWith(": " + any.get().getValue().reason()), e.getMessage());
    }

    /** Tells which interval of Trident's batches its topology is configured with. */
    public static final class Interval extends BaseRichSpout {
        private static final BlockingQueue<Object> SEEN = new LinkedBlockingQueue<>();

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            SEEN.add(conf.get(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS));
        }

        @Override
        public void nextTuple() {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("none"));
        }
    }

    @Test
    void tridentsBatchesFollowEachOtherAfterFiftyMillisecondsUnlessATopologySaysOtherwise() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new Interval());
        try (LocalCluster cluster = new LocalCluster()) {
            try (LocalCluster.LocalTopology running = cluster.submitTopology("default", Map.of(), builder.createTopology())) {
                assertEquals(50, ((Number) Interval.SEEN.poll(60, TimeUnit.SECONDS)).intValue());
            }
            Map<String, Object> own = Map.of(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, 500);
            try (LocalCluster.LocalTopology running = cluster.submitTopology("own", own, builder.createTopology())) {
                assertEquals(500, ((Number) Interval.SEEN.poll(60, TimeUnit.SECONDS)).intValue());
            }
        }
    }
}
