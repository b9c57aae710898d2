// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign;

import java.util.Map;
import org.apache.storm.StormSubmitter;
import org.apache.storm.coordination.BatchOutputCollector;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseBatchBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;

/** Serves the function {@code upper}, which fails for "bad". Argument: the topology's name. */
@SuppressWarnings("deprecation")
public final class ForeignFunction {
    private ForeignFunction() {
    }

    public static void main(String[] args) throws Exception {
        LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder("upper");
        builder.addBolt(new Upper(), 2);
        builder.addBolt(new Last(), 2).fieldsGrouping(new Fields("id"));
        StormSubmitter.submitTopology(args[0], Utils.readStormConfig(), builder.createRemoteTopology());
    }

    /** Answers with the last value of a call; a copy of it is made for each. */
    public static class Last extends BaseBatchBolt<Object> {
        private static final long serialVersionUID = 1L;

        private transient BatchOutputCollector collector;
        private transient Object id;
        private transient String last;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, Object id) {
            this.collector = collector;
            this.id = id;
        }

        @Override
        public void execute(Tuple tuple) {
            last = tuple.getString(1);
        }

        @Override
        public void finishBatch() {
            collector.emit(new Values(id, last));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "result"));
        }
    }

    /** Answers in capitals. */
    public static class Upper extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple call, BasicOutputCollector collector) {
            if (call.getString(1).equals("bad")) {
                throw new FailedException("bad");
            }
            collector.emit(new Values(call.getValue(0), call.getString(1).toUpperCase(java.util.Locale.ROOT)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "result"));
        }
    }
}
