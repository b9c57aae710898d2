// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.RebalanceOptions;
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
import tempest.cluster.Clock;
import tempest.cluster.HostPort;
import tempest.cluster.TempestNimbusClient;

/**
 * What {@code benchmarks/what-if} starts: eight topologies whose limits differ. Each is asked what it would do with other executors, rebalanced to them, and
 * measured; the table says how far the prediction was off. Those that wait run together, the one that computes alone.
 */
public final class WhatIfAccuracy {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);
    private static final int SETTLE_SECS = 15;
    private static final int MEASURE_SECS = 20;
    private static final double TARGET = 0.15;
    private static final Map<String, LongAdder> EMITTED = new ConcurrentHashMap<>();

    private final LocalCluster cluster;
    private final UiServer ui;
    private final HttpClient http = HttpClient.newHttpClient();
    private int missed;

    /** What one process uses of processors cannot be told apart by topology: those that wait are asked as if there were enough. */
    private static final String ENOUGH = "&processors=1000";

    private record Trial(String name, String what, TopologyBuilder builder, Map<String, Integer> executors, int maxPending) { }

    private WhatIfAccuracy(LocalCluster cluster, UiServer ui) {
        this.cluster = cluster;
        this.ui = ui;
    }

    public static void main(String[] args) throws Exception {
        int timeoutMillis = 20_000;
        try (LocalCluster cluster = new LocalCluster.Builder().withNimbusDaemon().withSupervisors(1).withPortsPerSupervisor(10)
            .withDaemonConf(Map.of("task.heartbeat.frequency.secs", 1, "worker.heartbeat.frequency.secs", 1,
                "supervisor.cpu.capacity", 100.0 * Runtime.getRuntime().availableProcessors())).build();
             TempestNimbusClient nimbus = new TempestNimbusClient(
                 new TempestNimbusClient.Config(List.of(new HostPort("localhost", cluster.getThriftServerPort())), timeoutMillis, 1 << 24), null)) {
            Map<String, Object> conf = new HashMap<>(cluster.getDaemonConf());
            conf.put("ui.host", "127.0.0.1");
            conf.put("ui.port", 0);
            try (UiServer ui = new UiServer(conf, nimbus, Clock.system())) {
                ui.start();
                WhatIfAccuracy accuracy = new WhatIfAccuracy(cluster, ui);
                System.out.println("| topology | executors | before, tuples/s | predicted | range | then | off by | limit told |\n|---|---|---|---|---|---|---|---|");
                List<String> chosen = List.of(args);
                for (List<Trial> together : List.of(waiting(), List.of(computing()))) {
                    List<Trial> trials = together.stream().filter(trial -> chosen.isEmpty() || chosen.contains(trial.name)).toList();
                    if (!trials.isEmpty()) {
                        accuracy.run(trials);
                    }
                }
                System.out.println(accuracy.missed == 0 ? "all within 15 %" : accuracy.missed + " off by more than 15 %");
            }
        }
        System.exit(0);
    }

    private static List<Trial> waiting() {
        return List.of(
            new Trial("even", "one slow bolt", chain("even", 0, new Work(2, 1), 1, 8, null, 0, 0), Map.of("work", 2), 0),
            new Trial("tasks", "4 tasks on 3 executors", chain("tasks", 0, new Work(2, 1), 1, 4, null, 0, 0), Map.of("work", 3), 0),
            new Trial("next", "a second bottleneck", chain("next", 0, new Work(3, 1), 1, 8, new Work(2, 1), 1, 8), Map.of("work", 4), 0),
            new Trial("fewer", "fewer executors", chain("fewer", 300, new Work(5, 1), 4, 4, null, 0, 0), Map.of("work", 1), 0),
            new Trial("held-back", "a source of 600/s that was held back", chain("held-back", 600, new Work(3, 1), 1, 8, null, 0, 0), Map.of("work", 4), 0),
            new Trial("pending", "open trees limited, 5 tuples of each", chain("pending", 0, new Work(0, 5), 1, 1, new Work(1, 1), 1, 8), Map.of("then", 4), 100),
            new Trial("uneven", "one key is half of the tuples", chain("uneven", 0, new Work(0, 1), 1, 1, new Work(2, 1), 2, 8), Map.of("then", 8), 0));
    }

    private static Trial computing() {
        return new Trial("processors", "more executors than processors", chain("processors", 0, new Work(-400, 1), 1, 8, null, 0, 0), Map.of("work", 8), 0);
    }

    /** Numbers from a source through one bolt or two; the second is given them by their key. */
    private static TopologyBuilder chain(String name, int pace, Work work, int executors, int tasks, Work then, int thenExecutors, int thenTasks) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new Source(name, pace, name.equals("pending"), name.equals("uneven")), 1);
        builder.setBolt("work", work, executors).setNumTasks(tasks).shuffleGrouping("source");
        if (then != null && name.equals("uneven")) {
            builder.setBolt("then", then, thenExecutors).setNumTasks(thenTasks).fieldsGrouping("work", new Fields("key"));
        } else if (then != null) {
            builder.setBolt("then", then, thenExecutors).setNumTasks(thenTasks).shuffleGrouping("work");
        }
        return builder;
    }

    private void run(List<Trial> trials) throws Exception {
        Map<Trial, JsonNode> predictions = new LinkedHashMap<>();
        Map<Trial, Double> before = new LinkedHashMap<>();
        for (Trial trial : trials) {
            Config conf = new Config();
            conf.setNumWorkers(1);
            conf.setMessageTimeoutSecs(20);
            if (trial.maxPending > 0) {
                conf.setMaxSpoutPending(trial.maxPending);
            }
            cluster.submitTopology(trial.name, conf, trial.builder.createTopology());
        }
        for (Trial trial : trials) {
            predictions.put(trial, predicted(trial));
        }
        for (Trial trial : trials) {
            before.put(trial, predictions.get(trial).at("/tuplesPerSecond/measured").asDouble());
            RebalanceOptions options = new RebalanceOptions();
            options.set_wait_secs(1);
            options.set_num_executors(trial.executors);
            cluster.rebalance(trial.name, options);
        }
        for (Trial trial : trials) {
            awaitExecutors(trial);
        }
        pass(SETTLE_SECS);
        Map<Trial, Long> begin = new LinkedHashMap<>();
        long start = System.nanoTime();
        trials.forEach(trial -> begin.put(trial, emitted(trial.name).sum()));
        pass(MEASURE_SECS);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (Trial trial : trials) {
            tell(trial, predictions.get(trial), before.get(trial), (emitted(trial.name).sum() - begin.get(trial)) / seconds);
        }
        for (Trial trial : trials) {
            cluster.killTopology(trial.name);
        }
    }

    private void tell(Trial trial, JsonNode prediction, double before, double then) {
        double predicted = prediction.at("/tuplesPerSecond/predicted").asDouble();
        double off = predicted / then - 1;
        missed += Math.abs(off) > TARGET ? 1 : 0;
        String limit = prediction.get("limitComponent").isNull() ? prediction.get("limit").asText() : prediction.get("limitComponent").asText();
        System.out.printf(Locale.ROOT, "| %s: %s | %s | %,.0f | %,.0f | %,.0f to %,.0f | %,.0f | %+.1f %% | %s |%n", trial.name, trial.what,
            trial.executors.toString().replace("{", "").replace("}", ""), before, predicted, prediction.at("/tuplesPerSecond/low").asDouble(),
            prediction.at("/tuplesPerSecond/high").asDouble(), then, 100 * off, limit);
        if (System.getenv("WHAT_IF_DETAILS") != null) {
            System.out.println(prediction);
        }
    }

    private JsonNode predicted(Trial trial) throws Exception {
        StringBuilder question = new StringBuilder();
        trial.executors.forEach((component, count) -> question.append(question.isEmpty() ? "?" : "&").append("executors=").append(component).append(':').append(count));
        String path = "/api/v2/topologies/" + cluster.getTopologySummaryByName(trial.name).get_id() + "/what-if" + question
            + (trial.name.equals("processors") ? "" : ENOUGH);
        long end = System.nanoTime() + PATIENCE_NANOS;
        JsonNode answer = get(path);
        // The first steps are those of code that is not compiled yet.
        while (!answer.get("known").asBoolean() || answer.get("measuredSeconds").asInt() < 70) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(path + " still answers " + answer);
            }
            pass(1);
            answer = get(path);
        }
        return answer;
    }

    private void awaitExecutors(Trial trial) throws Exception {
        String path = "/api/v2/topologies/" + cluster.getTopologySummaryByName(trial.name).get_id();
        long end = System.nanoTime() + PATIENCE_NANOS;
        long emitted = -1;
        while (true) {
            int there = 0;
            JsonNode topology = get(path);
            for (JsonNode node : topology.at("/graph/nodes")) {
                there += trial.executors.getOrDefault(node.get("id").asText(), -1) == node.get("executors").asInt() ? 1 : 0;
            }
            long now = emitted(trial.name).sum();
            if (topology.get("status").asText().equals("ACTIVE") && there == trial.executors.size() && emitted >= 0 && now > emitted) {
                return;
            }
            emitted = there == trial.executors.size() ? now : -1;
            if (System.nanoTime() - end > 0) {
                throw new IOException(trial.name + " was not rebalanced: " + topology.at("/graph/nodes"));
            }
            pass(1);
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ui.port() + path)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return new ObjectMapper().readTree(response.body());
    }

    private static LongAdder emitted(String name) {
        return EMITTED.computeIfAbsent(name, any -> new LongAdder());
    }

    /** Emits numbers with a key, as fast as it may, or so many a second and never what it was late with. */
    public static final class Source extends BaseRichSpout {
        private final String name;
        private final int pace;
        private final boolean acks;
        private final boolean uneven;
        private transient SpoutOutputCollector out;
        private transient long next;
        private transient long sent;

        Source(String name, int pace, boolean acks, boolean uneven) {
            this.name = name;
            this.pace = pace;
            this.acks = acks;
            this.uneven = uneven;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            out = collector;
        }

        @Override
        public void nextTuple() {
            long now = System.nanoTime();
            if (pace > 0 && now < next) {
                LockSupport.parkNanos(Math.min(next - now, 1_000_000));
                return;
            }
            next = pace == 0 ? 0 : Math.max(next + 1_000_000_000L / pace, now - 5_000_000);
            Values values = new Values(uneven && sent % 2 == 0 ? 0 : sent * 31 % 1009);
            if (acks) {
                out.emit(values, sent);
            } else {
                out.emit(values);
            }
            sent++;
            emitted(name).increment();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("key"));
        }
    }

    /** Takes so many milliseconds for a tuple, or computes for about as many microseconds if negative, and emits it so many times. */
    public static final class Work extends BaseBasicBolt {
        private static final int TURNS_A_MICRO = 300;
        private final int takes;
        private final int copies;
        private long drawn = 88172645463325252L;

        Work(int takes, int copies) {
            this.takes = takes;
            this.copies = copies;
        }

        @Override
        public void execute(Tuple tuple, BasicOutputCollector out) {
            if (takes > 0) {
                LockSupport.parkNanos(takes * 1_000_000L);
            }
            for (int i = 0; i < -takes * TURNS_A_MICRO; i++) {
                drawn ^= drawn << 13;
                drawn ^= drawn >>> 7;
                drawn ^= drawn << 17;
            }
            for (int i = 0; i < copies; i++) {
                out.emit(new Values(tuple.getValue(0)));
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("key"));
        }
    }

    /** Lets the topology run: what is measured here is what it does in that time. */
    private static void pass(long secs) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(secs);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
