// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.streams.operations.Consumer;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** What a test sees of an example's results, and the rows that it gives to it. */
public final class Seen {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Map<String, Queue<String>> RESULTS = new ConcurrentHashMap<>();

    private Seen() {
    }

    private static void add(String name, Object result) {
        RESULTS.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(String.valueOf(result));
    }

    private static List<String> sorted(String name) {
        return RESULTS.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream().sorted().toList();
    }

    /** A bolt whose input is seen. */
    public static final class Sink extends BaseBasicBolt {
        private final String name;

        public Sink(String name) {
            this.name = name;
        }

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            add(name, tuple.getValues());
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    /** The end of a stream, which is seen. */
    public record End<T>(String name) implements Consumer<T> {
        @Override
        public void accept(T value) {
            add(name, value);
        }
    }

    /** Emits given rows, once each unless one fails. */
    public static final class Rows extends BaseRichSpout {
        private final Fields fields;
        private final ArrayList<Values> rows;
        private transient SpoutOutputCollector collector;
        private transient int next;

        public Rows(Fields fields, Values... rows) {
            this.fields = fields;
            this.rows = new ArrayList<>(Arrays.asList(rows));
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            if (next < rows.size()) {
                collector.emit(rows.get(next), next);
                next++;
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(fields);
        }
    }

    public static Rows words(String... words) {
        return new Rows(new Fields("word"), Arrays.stream(words).map(Values::new).toArray(Values[]::new));
    }

    /** Numbers from 1 to a last one, {@code stepMillis} of event time apart. */
    public static Rows numbers(int last, long stepMillis) {
        Values[] rows = new Values[last];
        for (int n = 1; n <= last; n++) {
            rows[n - 1] = new Values(n, n * stepMillis, (long) n);
        }
        return new Rows(new Fields("value", "ts", "msgid"), rows);
    }

    /** Runs a topology until it has given what is expected under its name. */
    public static void run(LocalCluster cluster, String name, StormTopology topology, String... expected) throws Exception {
        List<String> wanted = Arrays.stream(expected).sorted().toList();
        Map<String, Object> conf = new HashMap<>(Map.of("topology.message.timeout.secs", 120, "topology.bolts.watermark.event.interval.ms", 100));
        try (LocalCluster.LocalTopology running = cluster.submitTopology(name, conf, topology)) {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!sorted(name).equals(wanted)) {
                if (System.nanoTime() > deadline) {
                    assertEquals(wanted, sorted(name));
                    fail("came just now");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }
}
