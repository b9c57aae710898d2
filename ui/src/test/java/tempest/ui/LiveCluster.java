// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import com.codahale.metrics.Counter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
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
import tempest.cluster.Clock;
import tempest.cluster.HostPort;
import tempest.cluster.TempestNimbusClient;

/** A cluster in this JVM that runs words, and the UI in front of it; shared by the tests of a class. */
final class LiveCluster implements AutoCloseable {
    static final String NAME = "words";
    /** A metric of the bolt count; names may hold any character. */
    static final String METRIC = "words <b>\u202eseen";
    private static final int PATIENCE_SECS = 40;

    final LocalCluster cluster;
    final TempestNimbusClient nimbus;
    final UiServer server;
    final String id;
    private final HttpClient http = HttpClient.newHttpClient();

    LiveCluster() throws Exception {
        this(Map.of());
    }

    /** @param settings of the topology, besides the usual */
    LiveCluster(Map<String, Object> settings) throws Exception {
        cluster = new LocalCluster.Builder().withNimbusDaemon().withSupervisors(1).withPortsPerSupervisor(3)
            .withDaemonConf(Map.of("task.heartbeat.frequency.secs", 1, "worker.heartbeat.frequency.secs", 1)).build();
        Config conf = new Config();
        conf.setMaxSpoutPending(200);
        conf.setMessageTimeoutSecs(30);
        conf.putAll(settings);
        cluster.submitTopology(NAME, conf, topology().createTopology());
        id = cluster.getTopologySummaryByName(NAME).get_id();
        nimbus = new TempestNimbusClient(new TempestNimbusClient.Config(List.of(new HostPort("localhost", cluster.getThriftServerPort())), 20_000, 1 << 24), null);
        Map<String, Object> uiConf = new HashMap<>(cluster.getDaemonConf());
        uiConf.put("ui.host", "127.0.0.1");
        uiConf.put("ui.port", 0);
        uiConf.put("storm.http.allowed.origins", List.of("http://dashboard.example"));
        server = new UiServer(uiConf, nimbus, Clock.system());
        server.start();
    }

    private static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("sentences", new Sentences(), 1);
        builder.setBolt("split", new Split(), 2).shuffleGrouping("sentences");
        builder.setBolt("count", new Count(), 2).setNumTasks(4).fieldsGrouping("split", new Fields("word"));
        return builder;
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path));
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return new ObjectMapper().readTree(response.body());
    }

    /** A condition on an answer. */
    interface Wanted {
        boolean holds(JsonNode answer);
    }

    /** Asks until the answer is as wanted. */
    JsonNode await(String path, Wanted wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECS);
        JsonNode answer = get(path);
        while (!wanted.holds(answer)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(path + " still answers " + answer);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            answer = get(path);
        }
        return answer;
    }

    @Override
    public void close() throws Exception {
        server.close();
        nimbus.close();
        cluster.close();
    }

    /** Emits sentences as fast as it may; every ninetieth is bad. */
    public static final class Sentences extends BaseRichSpout {
        private transient SpoutOutputCollector out;
        private long sent;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            out = collector;
        }

        @Override
        public void nextTuple() {
            sent++;
            out.emit(new Values(sent % 90 == 0 ? "bad" : "the cow jumped over the moon"), "message-" + sent);
            LockSupport.parkNanos(200_000);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("sentence"));
        }
    }

    /** Fails bad sentences and reports the first of them. */
    public static final class Split extends BaseRichBolt {
        private transient OutputCollector out;
        private boolean reported;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            out = collector;
        }

        @Override
        public void execute(Tuple tuple) {
            if (tuple.getString(0).equals("bad")) {
                if (!reported) {
                    reported = true;
                    out.reportError(new IllegalStateException("<script>alert('bad sentence')</script>"));
                }
                out.fail(tuple);
                return;
            }
            for (String word : tuple.getString(0).split(" ")) {
                out.emit(tuple, new Values(word));
            }
            out.ack(tuple);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }

    /** Takes words. */
    public static final class Count extends BaseRichBolt {
        private transient OutputCollector out;
        private transient Counter seen;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            out = collector;
            seen = context.registerCounter(METRIC);
            context.registerGauge("event.time.watermark.ms", () -> 1_700_000_000_000L);
            context.registerGauge("event.time.behind.ms", () -> 2500L);
            context.registerGauge("event.time.held.by", () -> "split/default");
        }

        @Override
        public void execute(Tuple tuple) {
            seen.inc();
            out.ack(tuple);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields());
        }
    }
}
