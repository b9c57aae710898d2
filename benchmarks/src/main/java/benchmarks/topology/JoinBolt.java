// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.util.List;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** Joins every two tuples that come, from whichever spout, into one that is anchored to the roots of both. So never more than one waits. */
final class JoinBolt extends BaseRichBolt {
    private static final long serialVersionUID = 1L;

    private transient Tuple waiting;
    private transient OutputCollector collector;
    private transient TaskFigures figures;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
        collector = out;
        figures = FigureBook.open(context);
    }

    @Override
    public void execute(Tuple tuple) {
        Tuple partner = waiting;
        if (partner == null) {
            waiting = tuple;
        } else {
            waiting = null;
            collector.emit(List.of(partner, tuple), new Values(partner.getValue(0), tuple.getValue(0)));
            collector.ack(partner);
            collector.ack(tuple);
        }
        figures.executed();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("left", "right"));
    }
}
