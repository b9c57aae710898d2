// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.List;
import org.apache.storm.drpc.DRPCSpout;
import org.apache.storm.drpc.ReturnResults;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * The same function as {@link BasicDRPCTopology}, put together by hand: a spout that fetches calls, a bolt that computes, and one that returns
 * the results. What says where a result goes, {@code return-info}, travels with it. Arguments: the topology's name (default
 * {@code manual-drpc}), then the words to call it with (default {@code hello goodbye}); a lone {@code -} calls nothing.
 */
public class ManualDRPC extends ConfigurableTopology {
    static final String FUNCTION = "exclamation";

    public static void main(String[] args) {
        ConfigurableTopology.start(new ManualDRPC(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        int failed = submit(args.length > 0 ? args[0] : "manual-drpc", conf, topology(new DRPCSpout(FUNCTION)));
        List<String> words = args.length > 1 ? List.of(args).subList(1, args.length) : List.of("hello", "goodbye");
        if (failed == 0 && !words.equals(List.of("-"))) {
            FunctionCalls.print(conf, FUNCTION, words);
        }
        return failed;
    }

    static TopologyBuilder topology(DRPCSpout spout) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("drpc", spout);
        builder.setBolt("exclaim", new ExclamationBolt(), 3).shuffleGrouping("drpc");
        builder.setBolt("return", new ReturnResults(), 3).shuffleGrouping("exclaim");
        return builder;
    }

    /** Takes an argument and where its result goes, and emits the result and where it goes. */
    public static class ExclamationBolt extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple call, BasicOutputCollector collector) {
            collector.emit(new Values(call.getString(0) + "!!!", call.getValue(1)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("result", "return-info"));
        }
    }
}
