// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * What {@code benchmarks/slow-calls} starts: how long after its emit a tuple arrives if the call that emitted it goes on for long, as that of a
 * consumer does that emits a batch of records and then waits for more. A line for each kind: a spout's call or a bolt's, in one worker or to another, from the
 * first call on or after many quick ones. It starts a LocalCluster for each.
 */
public final class SlowCalls {
    private static final int QUICK_CALLS = 1_000_000;
    private static final ConcurrentLinkedQueue<Long> ARRIVED_AFTER = new ConcurrentLinkedQueue<>();

    private SlowCalls() { }

    public static void main(String[] args) throws Exception {
        long[] waits = args.length == 0 ? new long[] {10, 100, 2000} : Arrays.stream(args).mapToLong(Long::parseLong).toArray();
        System.out.printf("%-8s %-8s %-10s %8s %7s %10s %10s %10s%n", "emits", "workers", "calls", "wait ms", "tuples", "p50 ms", "p99 ms", "max ms");
        for (long wait : waits) {
            for (int workers = 1; workers <= 2; workers++) {
                for (boolean quickFirst : new boolean[] {false, true}) {
                    run("spout", workers, quickFirst, wait);
                    run("bolt", workers, quickFirst, wait);
                }
            }
        }
        System.exit(0);
    }

    private static void run(String slow, int workers, boolean quickFirst, long waitMillis) throws Exception {
        ARRIVED_AFTER.clear();
        int calls = (int) Math.max(3, Math.min(200, 5000 / waitMillis));
        boolean bolt = slow.equals("bolt");
        int quick = quickFirst ? QUICK_CALLS : 0;
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new Emitting(bolt ? quick + calls : quick, bolt ? 0 : calls, waitMillis));
        if (bolt) {
            builder.setBolt("middle", new Passing(quick, waitMillis)).shuffleGrouping("spout");
        }
        builder.setBolt("arrival", new Arrival()).shuffleGrouping(bolt ? "middle" : "spout");
        Config conf = new Config();
        conf.setNumWorkers(workers);
        conf.setNumAckers(0);
        conf.setMaxSpoutPending(5000);
        int expected = 50 * calls;
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(1).withPortsPerSupervisor(2).build();
             LocalCluster.LocalTopology topology = cluster.submitTopology("slow-calls", conf, builder.createTopology())) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(calls * waitMillis) + TimeUnit.SECONDS.toNanos(60);
            while (ARRIVED_AFTER.size() < expected && System.nanoTime() < end) {
                Thread.sleep(20);
            }
        }
        List<Long> nanos = ARRIVED_AFTER.stream().sorted().toList();
        System.out.printf(Locale.ROOT, "%-8s %-8d %-10s %8d %7d %10.2f %10.2f %10.2f%n", slow, workers, quickFirst ? "after 1 M" : "from first", waitMillis,
            nanos.size(), at(nanos, 0.5), at(nanos, 0.99), at(nanos, 1));
    }

    private static double at(List<Long> nanos, double share) {
        return nanos.isEmpty() ? Double.NaN : nanos.get((int) Math.ceil(share * nanos.size()) - 1) / 1e6;
    }

    /** Emits quick ones one a call, and then 50 a call, after which it waits. */
    private static final class Emitting extends BaseRichSpout {
        private final int quick;
        private final int slow;
        private final long waitMillis;
        private SpoutOutputCollector collector;
        private int calls;

        Emitting(int quick, int slow, long waitMillis) {
            this.quick = quick;
            this.slow = slow;
            this.waitMillis = waitMillis;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector newCollector) {
            collector = newCollector;
        }

        @Override
        public void nextTuple() {
            if (calls >= quick + slow) {
                return;
            }
            if (calls++ < quick) {
                collector.emit(new Values(0L));
                return;
            }
            for (int i = 0; i < 50; i++) {
                collector.emit(new Values(System.nanoTime()));
            }
            rest(waitMillis);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("emitted"));
        }
    }

    /** Passes quick ones on, and for the others emits 50 and then waits. */
    private static final class Passing extends BaseBasicBolt {
        private final int quick;
        private final long waitMillis;
        private int calls;

        Passing(int quick, long waitMillis) {
            this.quick = quick;
            this.waitMillis = waitMillis;
        }

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            if (calls++ < quick) {
                collector.emit(new Values(0L));
                return;
            }
            for (int i = 0; i < 50; i++) {
                collector.emit(new Values(System.nanoTime()));
            }
            rest(waitMillis);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("emitted"));
        }
    }

    /** Notes how long tuples were on their way. */
    private static final class Arrival extends BaseBasicBolt {
        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            long emitted = tuple.getLong(0);
            if (emitted != 0) {
                ARRIVED_AFTER.add(System.nanoTime() - emitted);
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
