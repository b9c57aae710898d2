// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
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
import org.junit.jupiter.api.Test;

/** What a local cluster says of its configuration. */
class SettingsTest {

    @Test
    void aSettingThatItsUserReliesOnInVainKeepsTheClusterFromStarting() {
        LocalCluster.Builder builder = new LocalCluster.Builder().withDaemonConf("nimbus.blobstore.class", "a.B");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
        assertEquals("configuration nimbus.blobstore.class is a.B; it must be left out or org.apache.storm.blobstore.LocalFsBlobStore: "
            + "blobs would be on Nimbus's disk in place of the store it names",
            e.getMessage());
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
