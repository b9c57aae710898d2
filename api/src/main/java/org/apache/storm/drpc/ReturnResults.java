// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.Map;
import java.util.Objects;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/** Returns results to the DRPC server that the call came from: the first value is the result, the second the spout's return-info. */
public class ReturnResults extends BaseRichBolt {
    static final long serialVersionUID = -774882142710631591L;

    private transient OutputCollector collector;
    private transient CallResults results;

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        this.results = new CallResults(topoConf);
    }

    @Override
    public void execute(Tuple input) {
        String returnInfo = (String) input.getValue(1);
        if (returnInfo == null || results.deliver(returnInfo, Objects.toString(input.getValue(0), null))) {
            collector.ack(input);
        } else {
            collector.fail(input);
        }
    }

    @Override
    public void cleanup() {
        results.close();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // results leave the topology here
    }
}
