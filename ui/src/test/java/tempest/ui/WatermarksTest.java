// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.apache.storm.Config;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Windows that wait for an input which is silent: an operator sees which it is. */
@Timeout(120)
class WatermarksTest {
    private static final long STUCK_AT = 5000;

    @Test
    void theInputThatHoldsAWatermarkBackIsTold() throws Exception {
        try (LiveCluster live = new LiveCluster()) {
            TopologyBuilder builder = new TopologyBuilder();
            builder.setSpout("events", new Events());
            builder.setBolt("windows", new Windows().withTumblingWindow(Duration.seconds(1)).withTimestampField("time"), 2)
                .allGrouping("events", "busy").allGrouping("events", "silent");
            live.cluster.submitTopology("late", new Config(), builder.createTopology());
            String id = live.cluster.getTopologySummaryByName("late").get_id();
            JsonNode told = live.await("/api/v2/topologies/" + id + "/metrics", metrics -> metrics.get("eventTime").size() == 2
                && metrics.at("/eventTime/0/behindMillis").asLong() > 100_000 && metrics.at("/eventTime/1/behindMillis").asLong() > 100_000);
            for (JsonNode task : told.get("eventTime")) {
                assertEquals("windows", task.get("component").asText());
                assertEquals("events/silent", task.get("heldBy").asText());
                assertEquals(STUCK_AT, task.get("watermarkMillis").asLong());
            }
            live.await("/api/v2/topologies/" + id + "/metrics/series?component=windows&name=event.time.behind.ms",
                series -> StreamSupport.stream(series.get("max").spliterator(), false).anyMatch(behind -> behind.asDouble() > 100_000));
        }
    }

    /** Emits one event of one stream, and then those of the other alone, a second of event time apart. */
    public static final class Events extends BaseRichSpout {
        private transient SpoutOutputCollector out;
        private long time;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            out = collector;
        }

        @Override
        public void nextTuple() {
            if (time == 0) {
                out.emit("silent", new Values(STUCK_AT));
            }
            time += 1000;
            out.emit("busy", new Values(time));
            LockSupport.parkNanos(1_000_000);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declareStream("busy", new Fields("time"));
            declarer.declareStream("silent", new Fields("time"));
        }
    }

    /** Takes windows. */
    public static final class Windows extends BaseWindowedBolt {
        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            // Emits nothing.
        }

        @Override
        public void execute(TupleWindow window) {
            // Nothing to do.
        }
    }
}
