// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/** Counts words. The map is a concurrent one so that the sampling thread can read it for the check of the result; only the task writes. */
final class CountBolt extends BaseRichBolt {
    private static final long serialVersionUID = 1L;

    private transient Map<String, AtomicLong> counts;
    private transient OutputCollector collector;
    private transient TaskFigures figures;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
        collector = out;
        figures = FigureBook.open(context);
        counts = new ConcurrentHashMap<>();
        FigureBook.table(context, "words", () -> counts.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue().getOpaque()).collect(Collectors.joining(", ")));
    }

    @Override
    public void execute(Tuple tuple) {
        String word = tuple.getString(0);
        AtomicLong count = counts.get(word);
        if (count == null) {
            count = new AtomicLong();
            counts.put(word, count);
        }
        count.setOpaque(count.getPlain() + 1);
        collector.ack(tuple);
        figures.executed();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // the counts stay here
    }
}
