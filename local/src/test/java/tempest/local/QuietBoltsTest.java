// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.ISubmitterHook;
import org.apache.storm.LocalCluster;
import org.apache.storm.drpc.KeyedFairBolt;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails beside the task's thread starts the worker anew though no further tuple comes. */
class QuietBoltsTest {
    private static LocalCluster cluster;

    private final FeederSpout source = new FeederSpout(new Fields("value"));
    private final Events events = new Events();
    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static String errors(String topology) {
        try {
            List<ErrorInfo> errors = cluster.getTopologyInfoByName(topology).get_errors().getOrDefault("bolt", List.of());
            return errors.isEmpty() ? "" : errors.get(0).get_error();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBoltWhoseWindowFails() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("bolt", new Failing(events).withTumblingWindow(BaseWindowedBolt.Duration.of(50))).globalGrouping("source");
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("window", Map.of(), builder.createTopology())) {
            source.feed(new Values("boom"));
            events.await("prepare", 2);
            Events.until(() -> errors("window").contains("the window was told to go boom"), () -> "the error, not " + errors("window"));
            source.feed(new Values("fine"));
            events.await("fine", 1);
        }
    }

    /** Fails when it is told to. */
    private static final class Failing extends BaseWindowedBolt {
        private static final long serialVersionUID = 1;
        private final Events events;

        Failing(Events events) {
            this.events = events;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            events.add("prepare");
        }

        @Override
        public void execute(TupleWindow window) {
            for (Tuple tuple : window.get()) {
                if (tuple.getValue(0).equals("boom")) {
                    throw new IllegalStateException("the window was told to go boom");
                }
                events.add(tuple.getValue(0));
            }
        }
    }

    @Test
    void aBoltBehindAFairQueue() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("bolt", new KeyedFairBolt(new Basic(events))).globalGrouping("source");
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("fair", Map.of(), builder.createTopology())) {
            source.feed(new Values("boom"));
            events.await("prepare", 2);
            Events.until(() -> errors("fair").contains("the bolt was told to go boom"), () -> "the error, not " + errors("fair"));
        }
    }

    /** Fails when it is told to. */
    private static final class Basic extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private final Events events;

        Basic(Events events) {
            this.events = events;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            events.add("prepare");
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            throw new IllegalStateException("the bolt was told to go " + input.getValue(0));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    @Test
    void aBoltWhoseProcessEnds() throws Exception {
        Path log = folder.resolve("starts");
        // It leaves its id where it is told to, answers the greeting, and ends when it is first asked for anything.
        String script = "read line; read end; dir=$(echo \"$line\" | sed 's/.*\"pidDir\":\"\\([^\"]*\\)\".*/\\1/' | tr -d '\\\\'); "
            + "touch \"$dir/$$\" && echo started >> " + log + " && echo \"{\\\"pid\\\":$$}\" && echo end; read next";
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("bolt", new Script(script)).globalGrouping("source");
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("shell", Map.of(), builder.createTopology())) {
            Events.until(() -> lines(log) >= 2, () -> "a second start of the process; started " + lines(log) + " times: " + errors("shell"));
            assertTrue(errors("shell").contains("lost its process"), () -> errors("shell"));
        }
    }

    private static long lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shell's script. */
    private static final class Script extends ShellBolt implements IRichBolt {
        private static final long serialVersionUID = 1;

        Script(String script) {
            super("sh", "-c", script);
            changeChildCWD(false);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }
    }

    /** Tells who was submitted. */
    public static final class Hook implements ISubmitterHook {
        private static final CompletableFuture<String> HEARD = new CompletableFuture<>();

        @Override
        public void notify(TopologyInfo info, Map<String, Object> conf, StormTopology topology) {
            HEARD.complete(info.get_name() + " " + conf.get("mine") + " " + topology.get_bolts().keySet());
        }
    }

    @Test
    void aSubmittersHookHearsOfATopologyOfALocalCluster() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("bolt", new Basic(events)).globalGrouping("source");
        Map<String, Object> conf = Map.of(Config.STORM_TOPOLOGY_SUBMISSION_NOTIFIER_PLUGIN, Hook.class.getName(), "mine", 1);
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("hooked", conf, builder.createTopology())) {
            assertTrue(Hook.HEARD.get(60, TimeUnit.SECONDS).equals("hooked 1 [bolt]"), () -> Hook.HEARD.join());
        }
    }
}
