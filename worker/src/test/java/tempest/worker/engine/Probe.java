// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.storm.ICredentialsListener;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * What a test observes of the components it runs. They are serialized like users' components, so they find their probe by its number.
 */
final class Probe {
    private static final Map<Integer, Probe> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    final int number = NEXT.incrementAndGet();
    final AtomicLong emitted = new AtomicLong();
    final AtomicLong executed = new AtomicLong();
    final ConcurrentLinkedQueue<Object> acked = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Object> failed = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Map<String, String>> credentials = new ConcurrentLinkedQueue<>();
    final Set<Thread> spoutThreads = ConcurrentHashMap.newKeySet();
    final AtomicLong mostPending = new AtomicLong();
    volatile long limit = Long.MAX_VALUE;
    volatile Emit emit = (collector, n) -> collector.emit(new Values(n), n);
    volatile Execute execute = (task, collector, tuple) -> collector.ack(tuple);

    interface Emit {
        void emit(SpoutOutputCollector collector, long n);
    }

    interface Execute {
        void execute(TestBolt bolt, OutputCollector collector, Tuple tuple) throws Exception;
    }

    Probe() {
        ALL.put(number, this);
    }

    static Probe of(int number) {
        return ALL.get(number);
    }

    /** Emits numbers from 0 until the probe's limit. */
    static final class TestSpout extends BaseRichSpout {
        private final int probe;
        private SpoutOutputCollector collector;
        private long next;
        private long pending;

        TestSpout(Probe probe) {
            this.probe = probe.number;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector newCollector) {
            collector = newCollector;
            event("open");
        }

        private void event(String event) {
            of(probe).events.add(event);
            of(probe).spoutThreads.add(Thread.currentThread());
        }

        @Override
        public void nextTuple() {
            Probe p = of(probe);
            if (next < p.limit) {
                p.spoutThreads.add(Thread.currentThread());
                p.emitted.incrementAndGet();
                pending++;
                p.mostPending.accumulateAndGet(pending, Math::max);
                p.emit.emit(collector, next++);
            }
        }

        @Override
        public void ack(Object id) {
            pending--;
            of(probe).spoutThreads.add(Thread.currentThread());
            of(probe).acked.add(id);
        }

        @Override
        public void fail(Object id) {
            pending--;
            of(probe).spoutThreads.add(Thread.currentThread());
            of(probe).failed.add(id);
        }

        @Override
        public void activate() {
            event("activate");
        }

        @Override
        public void deactivate() {
            event("deactivate");
        }

        @Override
        public void close() {
            event("close");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("n"));
            declarer.declareStream("side", new Fields("n"));
            declarer.declareStream("direct", true, new Fields("n"));
        }
    }

    /** Calls the probe's functions. */
    static final class TestBolt extends BaseRichBolt implements ICredentialsListener {
        private final int probe;
        final boolean isLast;
        TopologyContext context;
        private OutputCollector collector;
        /** For tests that hold tuples back. */
        List<Tuple> kept;

        TestBolt(Probe probe) {
            this(probe, true);
        }

        TestBolt(Probe probe, boolean isLast) {
            this.probe = probe.number;
            this.isLast = isLast;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext newContext, OutputCollector newCollector) {
            context = newContext;
            collector = newCollector;
            kept = new ArrayList<>();
        }

        @Override
        public void execute(Tuple tuple) {
            Probe p = of(probe);
            p.executed.incrementAndGet();
            try {
                p.execute.execute(this, collector, tuple);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void setCredentials(Map<String, String> credentials) {
            of(probe).credentials.add(credentials);
        }

        @Override
        public void cleanup() {
            of(probe).events.add("cleanup");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("n"));
        }
    }
}
