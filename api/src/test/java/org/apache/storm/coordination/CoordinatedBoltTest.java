// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.storm.Constants;
import org.apache.storm.Contexts;
import org.apache.storm.TestTuples;
import org.apache.storm.RecordingCollector;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseBatchBolt;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class CoordinatedBoltTest {
    private final RecordingCollector recorded = new RecordingCollector();

    static class Split extends BaseBasicBolt {
        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            for (String word : input.getString(1).split(" ")) {
                collector.emit(new Values(input.getValue(0), word));
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "word"));
        }
    }

    static class Count extends BaseBatchBolt<Object> {
        private BatchOutputCollector collector;
        private Object id;
        private int count;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, Object id) {
            this.collector = collector;
            this.id = id;
        }

        @Override
        public void execute(Tuple tuple) {
            if (tuple.getString(1).equals("bad")) {
                throw new FailedException("bad word");
            }
            count++;
        }

        @Override
        public void finishBatch() {
            collector.emit(new Values(id, String.valueOf(count)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "count"));
        }
    }

    private static StormTopology topology() {
        LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder("words");
        builder.addBolt(new Split(), 2);
        builder.addBolt(new Count(), 3).fieldsGrouping(new Fields("id", "word"));
        return builder.createRemoteTopology();
    }

    private IRichBolt prepared(String id) {
        StormTopology topology = topology();
        Bolt bolt = topology.get_bolts().get(id);
        IRichBolt made = Utils.javaDeserialize(bolt.get_bolt_object().get_serialized_java(), IRichBolt.class);
        made.prepare(Map.of(), new Contexts(topology).of(id), new OutputCollector(recorded));
        return made;
    }

    private static Tuple word(long call, String word) {
        return TestTuples.from("bolt0", "default", 1, new Fields("id", "word"), call, word);
    }

    private static Tuple report(long call, int count) {
        return TestTuples.from("bolt0", Constants.COORDINATED_STREAM_ID, 1, new Fields("id", "count"), call, count);
    }

    private static Tuple id(long call) {
        return TestTuples.from("prepare-request", "id", 9, new Fields("request"), call);
    }

    @Test
    void aLineOfBoltsIsWiredFromTheSpoutToTheReturnOfResults() {
        Map<String, Bolt> bolts = topology().get_bolts();
        assertEquals(java.util.Set.of("prepare-request", "bolt0", "bolt1", "bolt2", "bolt3"), bolts.keySet());
        Map<GlobalStreamId, ?> inputs = bolts.get("bolt1").get_common().get_inputs();
        assertEquals(java.util.Set.of(new GlobalStreamId("prepare-request", "id"), new GlobalStreamId("bolt0", "default"),
            new GlobalStreamId("bolt0", Constants.COORDINATED_STREAM_ID)), inputs.keySet());
        assertEquals(3, bolts.get("bolt1").get_common().get_parallelism_hint());
    }

    @Test
    void theFirstBoltTellsEachTaskAfterItHowMuchItSentThere() {
        IRichBolt split = prepared("bolt0");
        recorded.tasks = List.of(4);
        split.execute(TestTuples.from("prepare-request", "default", 9, new Fields("request", "args"), 7L, "a b c"));
        List<RecordingCollector.Emitted> reports = recorded.emitted.stream().filter(each -> each.task() >= 0).toList();
        assertEquals(3, reports.size());
        for (RecordingCollector.Emitted each : reports) {
            assertEquals(List.of(7L, each.task() == 4 ? 3 : 0), each.values());
        }
        split.cleanup();
    }

    @Test
    void aBatchIsFinishedOnceAllThatWasAnnouncedCameInAnyOrder() {
        IRichBolt count = prepared("bolt1");
        count.execute(word(7, "a"));
        count.execute(report(7, 2));
        count.execute(word(8, "x"));
        count.execute(id(7));
        assertTrue(recorded.values("default").isEmpty());
        count.execute(word(7, "b"));
        assertEquals(List.of(List.of(7L, "2")), recorded.values("default"));
        count.execute(id(9));
        count.execute(report(9, 0));
        assertEquals(List.of(9L, "0"), recorded.values("default").get(1), "a batch without tuples is finished too");
        assertTrue(recorded.failed.isEmpty());
        assertEquals(7, recorded.acked.size());
        count.cleanup();
    }

    @Test
    void oneFailedTupleFailsItsBatchAndNoOther() {
        IRichBolt count = prepared("bolt1");
        count.execute(word(7, "bad"));
        count.execute(word(7, "a"));
        count.execute(report(7, 2));
        count.execute(id(7));
        assertTrue(recorded.values("default").isEmpty());
        assertEquals(4, recorded.failed.size());
        count.execute(word(8, "a"));
        count.execute(report(8, 1));
        count.execute(id(8));
        assertEquals(List.of(List.of(8L, "1")), recorded.values("default"));
        count.cleanup();
    }
}
