// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.LocalDRPC;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

/** What a local cluster refuses, what it answers, and that nothing of it is left. */
class ClusterEndTest {
    private static Set<Path> folders() throws Exception {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("tempest-local-")).collect(Collectors.toSet());
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).collect(Collectors.toSet());
    }

    private static TopologyBuilder small(Events events) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new FeederSpout(new Fields("word")));
        builder.setBolt("teller", new Bolts.Teller(events)).fieldsGrouping("source", new Fields("word"));
        return builder;
    }

    @Test
    void aClosedClusterLeavesNoThreadAndNoFile() throws Exception {
        Set<Path> foldersBefore = folders();
        Set<Thread> threadsBefore = threads();
        Events events = new Events();
        try (LocalCluster cluster = new LocalCluster.Builder().withNimbusDaemon().build()) {
            assertTrue(cluster.getThriftServerPort() > 0);
            cluster.submitTopology("left", Map.of(Config.TOPOLOGY_WORKERS, 2), small(events).createTopology());
            events.await("prepare", 1);
            assertEquals(foldersBefore.size() + 1, folders().size());
        }
        assertEquals(1, events.count("cleanup"), "the bolt of a topology that still ran was cleaned up");
        assertEquals(foldersBefore, folders());
        Events.until(() -> threads().stream().allMatch(thread -> thread.isDaemon() || threadsBefore.contains(thread)),
            () -> "the end of " + threads().stream().filter(thread -> !thread.isDaemon()).toList());
    }

    /** A bolt that no worker can read. */
    private static final class Unreadable extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private final Events events;

        Unreadable(Events events) {
            this.events = events;
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            events.add("read");
            throw new NoClassDefFoundError("on purpose");
        }
    }

    @Test
    void aClusterWhoseWorkerFailedWithAnErrorCloses() throws Exception {
        Events events = new Events();
        LocalCluster cluster = new LocalCluster.Builder().withSupervisors(1).build();
        TopologyBuilder builder = small(events);
        builder.setBolt("unreadable", new Unreadable(events)).shuffleGrouping("source");
        cluster.submitTopology("broken", Map.of(), builder.createTopology());
        events.await("read", 1);
        assertTimeoutPreemptively(Duration.ofSeconds(30), cluster::close);
    }

    @Test
    void badSubmissionsAreRefusedClearlyAndLeaveNothing() throws Exception {
        Events events = new Events();
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(1).build()) {
            TopologyBuilder noComponent = small(events);
            noComponent.setBolt("dangling", new Bolts.Teller(events)).shuffleGrouping("nobody");
            refused(cluster, noComponent, Map.of(), "dangling", "nobody");
            TopologyBuilder noStream = small(events);
            noStream.setBolt("dangling", new Bolts.Teller(events)).shuffleGrouping("source", "rumour");
            refused(cluster, noStream, Map.of(), "dangling", "rumour");
            TopologyBuilder noField = small(events);
            noField.setBolt("dangling", new Bolts.Teller(events)).fieldsGrouping("source", new Fields("letter"));
            refused(cluster, noField, Map.of(), "dangling", "letter");
            refused(cluster, small(events), Map.of(Config.TOPOLOGY_WORKERS, "many"), Config.TOPOLOGY_WORKERS);
            assertThrows(IllegalArgumentException.class,
                () -> cluster.submitTopology("bad", Map.of("own.value", new Object()), small(events).createTopology()));
            assertThrows(InvalidTopologyException.class, () -> cluster.submitTopology("a/b", Map.of(), small(events).createTopology()));
            assertEquals(List.of(), cluster.getTopologySummaries());
            assertEquals(0, cluster.listBlobs("").get_keys_size());

            cluster.submitTopology("taken", Map.of(), small(events).createTopology());
            AlreadyAliveException taken = assertThrows(AlreadyAliveException.class,
                () -> cluster.submitTopology("taken", Map.of(), small(events).createTopology()));
            assertTrue(taken.get_msg().contains("taken"), taken.get_msg());
            assertEquals(1, cluster.getTopologySummaries().size());
        }
    }

    private static void refused(LocalCluster cluster, TopologyBuilder builder, Map<String, Object> conf, String... says) {
        Exception refusal = assertThrows(Exception.class, () -> cluster.submitTopology("bad", new HashMap<>(conf), builder.createTopology()));
        String message = refusal instanceof InvalidTopologyException invalid ? invalid.get_msg() : refusal.getMessage();
        for (String word : says) {
            assertTrue(message != null && message.contains(word), () -> refusal + " does not say " + word);
        }
    }

    @Test
    void localDrpcCallsATopology() throws Exception {
        try (LocalDRPC drpc = new LocalDRPC(); LocalCluster cluster = new LocalCluster.Builder().withSupervisors(1).build()) {
            LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder("exclaim");
            builder.addBolt(new Exclaim(), 3);
            cluster.submitTopology("drpc", Map.of(), builder.createLocalTopology(drpc));
            assertEquals("hello!", drpc.execute("exclaim", "hello"));
            assertEquals("bye!", drpc.execute("exclaim", "bye"));
        }
    }

    /** Puts an exclamation mark behind what it gets. */
    private static final class Exclaim extends BaseBasicBolt {
        private static final long serialVersionUID = 1;

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            collector.emit(new Values(input.getValue(0), input.getString(1) + "!"));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "result"));
        }
    }

    @Test
    void localDrpcPassesResultsAndFailuresOn() throws Exception {
        try (LocalDRPC drpc = new LocalDRPC()) {
            Thread server = new Thread(() -> {
                try {
                    for (int served = 0; served < 2;) {
                        DRPCRequest request = drpc.fetchRequest("work");
                        if (request.get_request_id().isEmpty()) {
                            Thread.onSpinWait();
                        } else if (request.get_func_args().equals("bad")) {
                            drpc.failRequest(request.get_request_id());
                            served++;
                        } else {
                            drpc.result(request.get_request_id(), "did " + request.get_func_args());
                            served++;
                        }
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }, "drpc-test-server");
            server.setDaemon(true);
            server.start();
            assertEquals("did good", drpc.execute("work", "good"));
            assertThrows(DRPCExecutionException.class, () -> drpc.execute("work", "bad"));
            server.join(5000);
        }
    }
}
