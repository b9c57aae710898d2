// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos.load;

import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/** The end of the line: tells the checker each number it sees, and only then acknowledges it. */
public final class ReportingBolt extends BaseRichBolt {
    private static final long serialVersionUID = 1;

    private transient OutputCollector collector;
    private transient LedgerConnection ledger;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector to) {
        collector = to;
        ledger = LedgerConnection.open(conf, 'S', "sink " + context.getThisTaskIndex());
    }

    @Override
    public void execute(Tuple tuple) {
        ledger.write(tuple.getInteger(0), tuple.getInteger(1));
        collector.ack(tuple);
    }

    @Override
    public void cleanup() {
        ledger.close();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // It emits nothing.
    }
}
