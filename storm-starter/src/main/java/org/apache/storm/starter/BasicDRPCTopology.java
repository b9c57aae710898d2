// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.List;
import org.apache.storm.StormSubmitter;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * The smallest function that can be called from outside: {@code exclamation} appends a mark to what it is given. After it was submitted it is
 * called once for each word; call it yourself with {@code storm drpc-client exclamation hello}. Arguments: the topology's
 * name (default {@code drpc-exclamation}), then the words (default {@code hello goodbye}); a lone {@code -} instead of words calls nothing.
 */
@SuppressWarnings("deprecation")
public class BasicDRPCTopology extends ConfigurableTopology {
    static final String FUNCTION = "exclamation";

    public static void main(String[] args) {
        ConfigurableTopology.start(new BasicDRPCTopology(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "drpc-exclamation", conf, builder().createRemoteTopology());
        List<String> words = args.length > 1 ? List.of(args).subList(1, args.length) : List.of("hello", "goodbye");
        if (!words.equals(List.of("-"))) {
            FunctionCalls.print(conf, FUNCTION, words);
        }
        return 0;
    }

    static LinearDRPCTopologyBuilder builder() {
        LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder(FUNCTION);
        builder.addBolt(new ExclaimBolt(), 3);
        return builder;
    }

    /** Takes the id of a call and its argument, and emits the id and the result. */
    public static class ExclaimBolt extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple call, BasicOutputCollector collector) {
            collector.emit(new Values(call.getValue(0), call.getString(1) + "!"));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "result"));
        }
    }
}
