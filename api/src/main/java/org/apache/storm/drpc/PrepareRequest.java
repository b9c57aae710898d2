// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** Gives each call a random id, and splits what is computed on from where the result goes. */
public class PrepareRequest extends BaseBasicBolt {
    public static final String ARGS_STREAM = "default";
    public static final String RETURN_STREAM = "ret";
    public static final String ID_STREAM = "id";
    private static final long serialVersionUID = -7833276818385431481L;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context) {
    }

    @Override
    public void execute(Tuple tuple, BasicOutputCollector collector) {
        long requestId = ThreadLocalRandom.current().nextLong();
        collector.emit(ARGS_STREAM, new Values(requestId, tuple.getString(0)));
        collector.emit(RETURN_STREAM, new Values(requestId, tuple.getString(1)));
        collector.emit(ID_STREAM, new Values(requestId));
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declareStream(ARGS_STREAM, new Fields("request", "args"));
        declarer.declareStream(RETURN_STREAM, new Fields("request", "return"));
        declarer.declareStream(ID_STREAM, new Fields("request"));
    }
}
