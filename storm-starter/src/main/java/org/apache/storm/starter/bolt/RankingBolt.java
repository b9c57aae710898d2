// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.bolt;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.starter.tools.Rankings;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.TupleUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the highest (word, count) of its input and, at each tick, emits them, so that a second one can merge what several
 * tasks of a first one found.
 */
public class RankingBolt extends BaseBasicBolt {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RankingBolt.class);

    private final int places;
    private final int emitSeconds;
    private final boolean last;
    private transient Rankings rankings;

    /** Ranks {@code places} words and emits them each {@code emitSeconds}; {@code last} also logs them. */
    public RankingBolt(int places, int emitSeconds, boolean last) {
        this.places = places;
        this.emitSeconds = emitSeconds;
        this.last = last;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context) {
        rankings = new Rankings(places);
    }

    @Override
    public void execute(Tuple tuple, BasicOutputCollector collector) {
        if (!TupleUtils.isTick(tuple)) {
            rankings.update(tuple.getString(0), tuple.getLong(1));
            return;
        }
        rankings.list().forEach(r -> collector.emit(new Values(r.item(), r.count())));
        if (last) {
            LOG.info("top words: {}", rankings.list());
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, emitSeconds);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("word", "count"));
    }
}
