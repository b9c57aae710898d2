// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.Config;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits one of five names every 100 ms, in the field {@code word}. */
public class TestWordSpout extends BaseRichSpout {
    public static Logger LOG = LoggerFactory.getLogger(TestWordSpout.class);
    private static final long serialVersionUID = -8807462707264382991L;
    private static final int PAUSE_MILLIS = 100;
    private static final String[] WORDS = {"nathan", "mike", "jackson", "golda", "bertels"};

    private final boolean isDistributed;
    private transient SpoutOutputCollector collector;

    /** Runs as many tasks as asked for. */
    public TestWordSpout() {
        this(true);
    }

    /** With {@code isDistributed} false it runs as one task whatever its parallelism. */
    public TestWordSpout(boolean isDistributed) {
        this.isDistributed = isDistributed;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
    }

    @Override
    public void close() {
        // Nothing to put down.
    }

    @Override
    public void nextTuple() {
        Utils.sleep(PAUSE_MILLIS);
        collector.emit(new Values(WORDS[ThreadLocalRandom.current().nextInt(WORDS.length)]));
    }

    @Override
    public void ack(Object msgId) {
        // Emitted without an id.
    }

    @Override
    public void fail(Object msgId) {
        // Emitted without an id.
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("word"));
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        Map<String, Object> conf = new HashMap<>();
        if (!isDistributed) {
            conf.put(Config.TOPOLOGY_MAX_TASK_PARALLELISM, 1);
        }
        return conf;
    }
}
