// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.storm.ICredentialsListener;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * One spout whose numbers go to two bolt tasks, which ack them. What happened is found by the test under the topology's id: user
 * code is copied by serialization, so a test shares nothing else with it.
 */
final class WordTopology {
    /** What the copies of user code tell their test. */
    static final class Seen {
        /** What bolts wait for while they are prepared. */
        volatile CountDownLatch prepare = new CountDownLatch(0);
        final LongAdder acked = new LongAdder();
        final LongAdder failed = new LongAdder();
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger cleanedUp = new AtomicInteger();
        final AtomicBoolean active = new AtomicBoolean();
        final AtomicBoolean boltFails = new AtomicBoolean();
        final Map<Integer, Long> executed = new ConcurrentHashMap<>();
        final Map<String, String> credentials = new ConcurrentHashMap<>();
    }

    private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

    private WordTopology() {
    }

    static Seen seen(String topologyId) {
        return SEEN.computeIfAbsent(topologyId, id -> new Seen());
    }

    static StormTopology build() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new Numbers(), 1);
        builder.setBolt("sink", new Sink(), 2).shuffleGrouping("numbers");
        return builder.createTopology();
    }

    /** Emits numbers and emits failed ones again. */
    public static final class Numbers extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        private transient SpoutOutputCollector out;
        private transient Seen seen;
        private transient Deque<Object> again;
        private long next;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            out = collector;
            again = new ArrayDeque<>();
            seen = seen(context.getStormId());
            seen.opened.incrementAndGet();
        }

        @Override
        public void nextTuple() {
            Object number = again.isEmpty() ? (Object) next++ : again.poll();
            out.emit(new Values(number, "word " + number), number);
        }

        @Override
        public void ack(Object id) {
            seen.acked.increment();
        }

        @Override
        public void fail(Object id) {
            seen.failed.increment();
            again.add(id);
        }

        @Override
        public void activate() {
            seen.active.set(true);
        }

        @Override
        public void deactivate() {
            seen.active.set(false);
        }

        @Override
        public void close() {
            seen.closed.incrementAndGet();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("number", "word"));
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            Map<String, Object> conf = new HashMap<>();
            conf.put("topology.max.spout.pending", 1000);
            return conf;
        }
    }

    /** Acks everything. */
    public static final class Sink extends BaseRichBolt implements ICredentialsListener {
        private static final long serialVersionUID = 1L;
        private transient OutputCollector out;
        private transient Seen seen;
        private transient int task;
        /** What came before it was prepared. */
        private transient Map<String, String> first;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            out = collector;
            seen = seen(context.getStormId());
            if (first != null) {
                seen.credentials.putAll(first);
            }
            task = context.getThisTaskId();
            try {
                seen.prepare.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void execute(Tuple tuple) {
            if (seen.boltFails.get()) {
                throw new IllegalStateException("told to fail");
            }
            if (!tuple.getString(1).equals("word " + tuple.getLong(0))) {
                throw new IllegalStateException("damaged on its way: " + tuple);
            }
            seen.executed.merge(task, 1L, Long::sum);
            out.ack(tuple);
        }

        @Override
        public void setCredentials(Map<String, String> credentials) {
            first = credentials;
            if (seen != null) {
                seen.credentials.putAll(credentials);
            }
        }

        @Override
        public void cleanup() {
            seen.cleanedUp.incrementAndGet();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }
}
