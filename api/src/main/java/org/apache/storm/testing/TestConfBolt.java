// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** Takes a configuration key and emits it with its value, as the bolt's own configuration has it. */
public class TestConfBolt extends BaseBasicBolt {
    private static final long serialVersionUID = 1728066087420350803L;

    private final Map<String, Object> componentConf;
    private transient Map<String, Object> conf;

    /** A bolt without configuration of its own. */
    public TestConfBolt() {
        this(null);
    }

    /** A bolt with {@code componentConf}; null for none. */
    public TestConfBolt(Map<String, Object> componentConf) {
        this.componentConf = componentConf;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context) {
        this.conf = conf;
    }

    @Override
    public void execute(Tuple input, BasicOutputCollector collector) {
        String key = input.getString(0);
        collector.emit(new Values(key, conf.get(key)));
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("conf", "value"));
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return componentConf;
    }
}
