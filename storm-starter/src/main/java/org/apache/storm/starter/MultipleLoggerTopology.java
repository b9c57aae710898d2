// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.Map;
import org.apache.storm.starter.spout.RandomWordSpout;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each word at all levels by three loggers, {@code com.myapp}, {@code com.myapp.sub} and the root logger, to try
 * {@code storm set_log_level -l com.myapp=DEBUG:30 multiple-logger} with. Arguments: the topology's name (default {@code multiple-logger}).
 */
public class MultipleLoggerTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new MultipleLoggerTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        conf.putIfAbsent("starter.tuples.per.second", 1);
        return submit(args.length > 0 ? args[0] : "multiple-logger", conf, topology(new RandomWordSpout()));
    }

    static TopologyBuilder topology(IRichSpout words) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("word", words, 1);
        builder.setBolt("exclaim1", new LoggingBolt(), 1).shuffleGrouping("word");
        builder.setBolt("exclaim2", new LoggingBolt(), 1).shuffleGrouping("exclaim1");
        return builder;
    }

    /** Appends three exclamation marks to its input's first field, and says so at all levels. */
    public static class LoggingBolt extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        private static final Logger[] LOGGERS = {LoggerFactory.getLogger("com.myapp"), LoggerFactory.getLogger("com.myapp.sub"),
            LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)};

        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(Tuple tuple) {
            String word = tuple.getString(0) + "!!!";
            for (Logger logger : LOGGERS) {
                logger.trace("{} at level trace by {}", word, logger.getName());
                logger.debug("{} at level debug by {}", word, logger.getName());
                logger.info("{} at level info by {}", word, logger.getName());
                logger.warn("{} at level warn by {}", word, logger.getName());
                logger.error("{} at level error by {}", word, logger.getName());
            }
            collector.emit(tuple, new Values(word));
            collector.ack(tuple);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }
}
