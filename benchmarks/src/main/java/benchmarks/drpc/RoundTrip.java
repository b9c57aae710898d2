// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.drpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.LocalDRPC;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.thrift.TException;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;
import tempest.drpc.DrpcServer;

/**
 * A steady stream of calls of a function that appends a mark, each timed from when it was due, not from when a caller got round to it, so that a
 * pause counts for all calls that it held up. Arguments: {@code local} (all in this JVM, no network) or {@code server} (a real DRPC
 * server, both ways over TCP), then calls a second (1000) and seconds (20). Prints the percentiles in milliseconds.
 */
@SuppressWarnings("deprecation")
public final class RoundTrip {
    private static final int CALLERS = 32;
    private static final int WARM_UP_SECONDS = 8;
    private static final long LONGEST_MICROS = TimeUnit.SECONDS.toMicros(60);
    private static final int DIGITS = 3;
    private static final String FUNCTION = "exclamation";

    private RoundTrip() {
    }

    /** Appends a mark. */
    public static class Exclaim extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple call, BasicOutputCollector collector) {
            collector.emit(new Values(call.getValue(0), call.getString(1) + "!"));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "result"));
        }
    }

    /** Gives each caller what it calls by. */
    private interface Connector {
        DistributedRPC.Iface connect() throws TException;
    }

    public static void main(String[] args) throws Exception {
        boolean local = args.length == 0 || args[0].equals("local");
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder(FUNCTION);
        builder.addBolt(new Exclaim(), 3);
        try (LocalCluster cluster = new LocalCluster()) {
            if (local) {
                try (LocalDRPC drpc = new LocalDRPC()) {
                    cluster.submitTopology("round-trip", new HashMap<>(), builder.createLocalTopology(drpc));
                    measure("local", () -> drpc, rate, seconds);
                }
            } else {
                Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
                List.of("drpc.port", "drpc.invocations.port", "drpc.http.port").forEach(key -> conf.put(key, 0));
                try (DrpcServer server = new DrpcServer(conf)) {
                    server.start();
                    Map<String, Object> topology = new HashMap<>(Map.of(Config.DRPC_SERVERS, List.of("127.0.0.1"),
                        Config.DRPC_INVOCATIONS_PORT, server.invocationsPort()));
                    cluster.submitTopology("round-trip", topology, builder.createRemoteTopology());
                    measure("server", () -> new DRPCClient(conf, "127.0.0.1", server.port()), rate, seconds);
                }
            }
        }
        System.exit(0);
    }

    private static void measure(String name, Connector connector, int rate, int seconds) throws Exception {
        run(connector, rate, WARM_UP_SECONDS);
        Histogram micros = run(connector, rate, seconds);
        System.out.printf("%s: %d calls at %d a second: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.2f ms%n", name,
            micros.getTotalCount(), rate, millis(micros, 50), millis(micros, 90), millis(micros, 99), millis(micros, 99.9),
            micros.getMaxValue() / 1000.0);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    private static Histogram run(Connector connector, int rate, int seconds) throws Exception {
        Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
        AtomicLong next = new AtomicLong();
        long calls = (long) rate * seconds;
        long begin = System.nanoTime();
        List<Thread> callers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(() -> {
                try {
                    DistributedRPC.Iface server = connector.connect();
                    for (long n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                        call(server, begin + n * TimeUnit.SECONDS.toNanos(1) / rate, micros);
                    }
                } catch (TException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " callers failed", failures.get(0));
        }
        return micros;
    }

    private static void call(DistributedRPC.Iface server, long due, Histogram micros) throws TException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        String answer = server.execute(FUNCTION, "hello");
        if (!answer.equals("hello!")) {
            throw new IllegalStateException("wrong answer: " + answer);
        }
        micros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
    }
}
