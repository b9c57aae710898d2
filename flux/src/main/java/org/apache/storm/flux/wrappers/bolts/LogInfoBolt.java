// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.wrappers.bolts;

import java.io.Serial;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each tuple into the worker's log. Emits nothing. */
public class LogInfoBolt extends BaseBasicBolt {
    @Serial
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LogInfoBolt.class);

    @Override
    public void execute(Tuple tuple, BasicOutputCollector collector) {
        LOG.info("{}", tuple);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // It emits nothing.
    }
}
