// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.storm.starter.bolt.SplitSentenceBolt;
import org.apache.storm.starter.spout.RandomSentenceSpout;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * A bolt that does its work on threads of its own and emits and acks from them. Arguments: the topology's name (default
 * {@code multi-thread-word-count}).
 */
public class MultiThreadWordCountTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new MultiThreadWordCountTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "multi-thread-word-count", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new RandomSentenceSpout(), 1);
        builder.setBolt("split", new SplitSentenceBolt(), 2).shuffleGrouping("spout");
        builder.setBolt("count", new PooledWordCount(), 2).fieldsGrouping("split", new Fields("word"));
        return builder;
    }

    /** Counts words on a small pool of threads. */
    public static class PooledWordCount extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        private static final int THREADS = 2;
        private static final int STOP_SECONDS = 5;

        private transient OutputCollector collector;
        private transient ExecutorService pool;
        private transient ConcurrentHashMap<String, Integer> counts;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            counts = new ConcurrentHashMap<>();
            pool = Executors.newFixedThreadPool(THREADS);
        }

        @Override
        public void execute(Tuple tuple) {
            pool.execute(() -> {
                String word = tuple.getStringByField("word");
                collector.emit(tuple, new Values(word, counts.merge(word, 1, Integer::sum)));
                collector.ack(tuple);
            });
        }

        @Override
        public void cleanup() {
            pool.shutdown();
            try {
                if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    pool.shutdownNow();
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "count"));
        }
    }
}
