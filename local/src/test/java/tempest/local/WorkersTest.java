// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.hooks.BaseTaskHook;
import org.apache.storm.hooks.info.BoltAckInfo;
import org.apache.storm.hooks.info.BoltExecuteInfo;
import org.apache.storm.hooks.info.EmitInfo;
import org.apache.storm.hooks.info.SpoutAckInfo;
import org.apache.storm.metric.api.CountMetric;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.task.IErrorReporter;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.testing.AckFailMapTracker;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes on in workers: values that cross between two of them, failures, hooks, metrics. */
class WorkersTest {
    private static LocalCluster cluster;

    private final AckFailMapTracker outcome = new AckFailMapTracker();
    private final FeederSpout source = new FeederSpout(new Fields("value"));
    private final Events events = new Events();

    /** A value that only Kryo can carry. */
    static final class Point {
        private int x;
        private int y;

        @Override
        public boolean equals(Object other) {
            return other instanceof Point point && point.x == x && point.y == y;
        }

        @Override
        public int hashCode() {
            return 31 * x + y;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private TopologyBuilder telling(int bolts) {
        source.setAckFailDelegate(outcome);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("teller", new Bolts.Teller(events), bolts).allGrouping("source");
        return builder;
    }

    private Set<Object> ports() {
        return events.all().stream().filter(event -> event.toString().startsWith("port")).collect(Collectors.toSet());
    }

    private static List<ErrorInfo> errors(String topology, String component) {
        try {
            return cluster.getTopologyInfoByName(topology).get_errors().getOrDefault(component, List.of());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void registeredClassesTravelBetweenWorkers() throws Exception {
        Config conf = new Config();
        conf.setNumWorkers(2);
        conf.registerSerialization(Point.class);
        conf.setFallBackOnJavaSerialization(false);
        Point point = new Point();
        point.x = 3;
        point.y = 4;
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("kryo", conf, telling(4).createTopology())) {
            source.feed(new Values(point), 1);
            events.await(point, 4);
            Events.until(() -> ports().size() == 2, () -> "the four tasks to share two workers: " + ports());
            Events.until(() -> outcome.isAcked(1), () -> "the ack from both workers");
        }
    }

    @Test
    void aValueThatCannotTravelIsReportedByItsClass() throws Exception {
        Config conf = new Config();
        conf.setNumWorkers(2);
        conf.setFallBackOnJavaSerialization(false);
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("unserializable", conf, telling(4).createTopology())) {
            source.feed(new Values(new Point()));
            Events.until(() -> !errors("unserializable", "source").isEmpty(), () -> "the error of the spout");
            String error = errors("unserializable", "source").get(0).get_error();
            assertTrue(error.contains(Point.class.getName()), error);
        }
    }

    @Test
    void aBoltThatThrowsIsReportedAndItsWorkerStartsAgain() throws Exception {
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("thrower", Map.of(), telling(1).createTopology())) {
            source.feed(new Values("before"));
            events.await("before", 1);
            source.feed(new Values("boom"));
            Events.until(() -> !errors("thrower", "teller").isEmpty(), () -> "the error of the bolt");
            ErrorInfo error = errors("thrower", "teller").get(0);
            assertTrue(error.get_error().contains("the bolt was told to go boom"), error.get_error());
            assertTrue(error.get_port() > 0 && error.is_set_host());
            events.await("prepare", 2);
            source.feed(new Values("after"));
            events.await("after", 1);
        }
    }

    @Test
    void aBoltWithAnErrorOfTheJvmIsReportedToo() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("broken", new Broken(events)).globalGrouping("source");
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("broken", Map.of(), builder.createTopology())) {
            events.await("broken", 2);
            Events.until(() -> !errors("broken", "broken").isEmpty(), () -> "the error of the bolt");
            assertTrue(errors("broken", "broken").get(0).get_error().contains("a class went missing"));
        }
    }

    /** Cannot be prepared. */
    private static final class Broken extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private final Events events;

        Broken(Events events) {
            this.events = events;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            events.add("broken");
            throw new NoClassDefFoundError("a class went missing");
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            events.add("never");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    @Test
    void taskHooksHearOfEverything() throws Exception {
        source.setAckFailDelegate(outcome);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("who", new Bolts.WhoGotIt()).globalGrouping("source");
        Hook.EVENTS.all().clear();
        Map<String, Object> conf = Map.of(Config.TOPOLOGY_AUTO_TASK_HOOKS, List.of(Hook.class.getName()), Config.TOPOLOGY_ACKER_EXECUTORS, 1);
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("hooks", conf, builder.createTopology())) {
            source.feed(new Values("a"), "id");
            Hook.EVENTS.await("spout ack id", 1);
            Hook.EVENTS.await("bolt ack [a]", 1);
        }
        Hook.EVENTS.await("cleanup", 2);
        Set<Object> expected = Set.of("prepare source", "prepare who", "emit [a]", "execute [a]", "emit [a, 0]", "bolt ack [a]", "spout ack id");
        assertTrue(new HashSet<>(Hook.EVENTS.all()).containsAll(expected), Hook.EVENTS.all()::toString);
    }

    /** Reports what it receives. */
    public static final class Hook extends BaseTaskHook {
        private static final Events EVENTS = new Events();

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            EVENTS.add("prepare " + context.getThisComponentId());
        }

        @Override
        public void cleanup() {
            EVENTS.add("cleanup");
        }

        @Override
        public void emit(EmitInfo info) {
            EVENTS.add("emit " + info.values);
        }

        @Override
        public void boltExecute(BoltExecuteInfo info) {
            EVENTS.add("execute " + info.tuple.getValues());
        }

        @Override
        public void boltAck(BoltAckInfo info) {
            EVENTS.add("bolt ack " + info.tuple.getValues());
        }

        @Override
        public void spoutAck(SpoutAckInfo info) {
            EVENTS.add("spout ack " + info.messageId);
        }
    }

    @Test
    void metricsConsumersGetWhatBoltsCount() throws Exception {
        Config conf = new Config();
        conf.registerMetricsConsumer(Consumer.class, "the argument", 1);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("counting", new Counting()).globalGrouping("source");
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("metrics", conf, builder.createTopology())) {
            source.feed(new Values("a"));
            source.feed(new Values("b"));
            Events.until(() -> Consumer.EVENTS.all().stream().mapToLong(count -> count instanceof Long n ? n : 0).sum() == 2,
                () -> "a count of two in " + Consumer.EVENTS.all());
            assertEquals(1, Consumer.EVENTS.count("the argument"));
        }
        Consumer.EVENTS.await("cleanup", 1);
    }

    /** Counts its tuples. */
    private static final class Counting extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private transient CountMetric count;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            count = context.registerMetric("seen", new CountMetric(), 1);
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            count.incr();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    /** Tells the values of the metric "seen". */
    public static final class Consumer implements IMetricsConsumer {
        private static final Events EVENTS = new Events();

        @Override
        public void prepare(Map<String, Object> conf, Object argument, TopologyContext context, IErrorReporter errors) {
            EVENTS.add(argument);
        }

        @Override
        public void handleDataPoints(TaskInfo task, Collection<DataPoint> points) {
            points.stream().filter(point -> point.name.equals("seen")).forEach(point -> EVENTS.add(point.value));
        }

        @Override
        public void cleanup() {
            EVENTS.add("cleanup");
        }
    }
}
