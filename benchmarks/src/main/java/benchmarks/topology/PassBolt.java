// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** Emits each tuple's value a number of times (0: ends here), anchored to the tuple, and acks the tuple. */
final class PassBolt extends BaseRichBolt {
    private static final long serialVersionUID = 1L;

    private final int copies;
    private transient OutputCollector collector;
    private transient TaskFigures figures;

    PassBolt(int copies) {
        this.copies = copies;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
        collector = out;
        figures = FigureBook.open(context);
    }

    @Override
    public void execute(Tuple tuple) {
        for (int i = 0; i < copies; i++) {
            collector.emit(tuple, new Values(tuple.getValue(0)));
        }
        collector.ack(tuple);
        figures.executed();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        if (copies > 0) {
            declarer.declare(new Fields("item"));
        }
    }
}
