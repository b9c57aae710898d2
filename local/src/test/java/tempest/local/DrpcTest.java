// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.coordination.BatchOutputCollector;
import org.apache.storm.drpc.KeyedFairBolt;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBatchBolt;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tempest.drpc.DrpcServer;

/** A line of bolts behind a real DRPC server: many calls at once, failures, time-outs, results too large, servers that are down. */
@SuppressWarnings("deprecation")
class DrpcTest {
    private static final int PATIENCE_SECS = 60;
    private static final int MOST_BYTES = 50_000;
    private static final String FUNCTION = "count";

    private static final Map<String, Object> CONF = new HashMap<>(Utils.readDefaultConfig());
    private static DrpcServer server;
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        for (String key : List.of("drpc.port", "drpc.invocations.port", "drpc.http.port")) {
            CONF.put(key, 0);
        }
        CONF.put(Config.DRPC_MAX_BUFFER_SIZE, MOST_BYTES);
        CONF.put("storm.daemon.metrics.reporter.plugins", List.of());
        server = new DrpcServer(CONF);
        server.start();
        CONF.put("drpc.port", server.port());
        CONF.put("drpc.invocations.port", server.invocationsPort());
        // The second name does not resolve, without a query to a name server; looking it up must not delay the first.
        CONF.put(Config.DRPC_SERVERS, List.of("127.0.0.1", "[::zz]"));
        Map<String, Object> topology = new HashMap<>();
        for (String key : List.of(Config.DRPC_SERVERS, Config.DRPC_INVOCATIONS_PORT, Config.DRPC_MAX_BUFFER_SIZE)) {
            topology.put(key, CONF.get(key));
        }
        topology.put(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 10);
        cluster = new LocalCluster();
        LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder(FUNCTION);
        builder.addBolt(new Words(), 2);
        builder.addBolt(new KeyedFairBolt(new Pass()), 2).shuffleGrouping();
        builder.addBolt(new Count(), 3).fieldsGrouping(new Fields("id", "word"));
        builder.addBolt(new Sum(), 2).fieldsGrouping(new Fields("id"));
        cluster.submitTopology("count", topology, builder.createRemoteTopology());
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        server.close();
    }

    private static DRPCClient client() throws Exception {
        return new DRPCClient(CONF, "127.0.0.1", server.port(), PATIENCE_SECS * 1000);
    }

    @Test
    void manyCallersAtOnceEachGetTheirOwnResult() throws Exception {
        int callers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int c = 0; c < callers; c++) {
                int caller = c;
                all.add(CompletableFuture.runAsync(() -> callMany(caller), threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(PATIENCE_SECS, TimeUnit.SECONDS);
        } finally {
            threads.shutdown();
        }
    }

    private static void callMany(int caller) {
        try (DRPCClient client = client()) {
            for (int i = 0; i < 25; i++) {
                int words = (caller * 7 + i) % 20;
                String sentence = "w ".repeat(words) + "last" + i;
                assertEquals(Integer.toString(words + 1), client.execute(FUNCTION, sentence));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCallThatFailsInTheTopologyFailsAtOnceAndOthersDoNot() throws Exception {
        try (DRPCClient client = client()) {
            assertEquals("2", client.execute(FUNCTION, "good words"));
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> client.execute(FUNCTION, "a bad word"));
            assertTrue(e.get_msg().contains("the topology failed the call of the function count"), e.get_msg());
            assertEquals("3", client.execute(FUNCTION, "three good words"));
        }
    }

    @Test
    void aCallThatIsLostInTheTopologyFailsWhenItsTuplesTimeOut() throws Exception {
        try (DRPCClient client = client()) {
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> client.execute(FUNCTION, "stall"));
            assertTrue(e.get_msg().contains("failed the call"), e.get_msg());
            assertEquals("1", client.execute(FUNCTION, "again"));
        }
    }

    @Test
    void aResultThatIsTooLargeFailsItsCall() throws Exception {
        try (DRPCClient client = client()) {
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> client.execute(FUNCTION, "huge"));
            assertTrue(e.get_msg().contains("the most that drpc.max_buffer_size leaves room for"), e.get_msg());
            assertEquals("2", client.execute(FUNCTION, "small again"));
        }
    }

    @Test
    void aServerThatRestartsIsFoundAgain() throws Exception {
        try (DRPCClient client = client()) {
            assertEquals("1", client.execute(FUNCTION, "before"));
            CONF.put("drpc.port", server.port());
            server.close();
            server = new DrpcServer(CONF);
            server.start();
            assertThrows(org.apache.storm.thrift.TException.class, () -> client.execute(FUNCTION, "lost"));
            assertEquals("1", executeOnceServed(client, "after"));
        }
    }

    /** Calls again as long as the topology fails the call at once because it took the server for away. */
    private static String executeOnceServed(DRPCClient client, String arguments) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECS);
        while (true) {
            try {
                return client.execute(FUNCTION, arguments);
            } catch (DRPCExecutionException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
            }
        }
    }

    /** Cuts the argument into words; keeps quiet about "stall". */
    public static class Words extends BaseRichBolt {
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(Tuple call) {
            if (call.getString(1).equals("stall")) {
                return;
            }
            for (String word : call.getString(1).split(" ")) {
                collector.emit(call, new Values(call.getValue(0), word));
            }
            collector.ack(call);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "word"));
        }
    }

    /** Hands each word on. */
    public static class Pass extends Words {
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(Tuple tuple) {
            collector.emit(tuple, new Values(tuple.getValue(0), tuple.getString(1)));
            collector.ack(tuple);
        }
    }

    /** Counts this task's words of a call; refuses "bad". */
    public static class Count extends BaseBatchBolt<Object> {
        private transient BatchOutputCollector collector;
        private transient Object id;
        private transient int count;
        private transient boolean huge;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, Object id) {
            this.collector = collector;
            this.id = id;
        }

        @Override
        public void execute(Tuple tuple) {
            if (tuple.getString(1).equals("bad")) {
                throw new FailedException("a bad word");
            }
            huge |= tuple.getString(1).equals("huge");
            count++;
        }

        @Override
        public void finishBatch() {
            collector.emit(new Values(id, count, huge));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "count", "huge"));
        }
    }

    /** Adds up the tasks' counts of a call. */
    public static class Sum extends BaseBatchBolt<Object> {
        private transient BatchOutputCollector collector;
        private transient Object id;
        private transient int sum;
        private transient boolean huge;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, Object id) {
            this.collector = collector;
            this.id = id;
        }

        @Override
        public void execute(Tuple tuple) {
            sum += tuple.getInteger(1);
            huge |= tuple.getBoolean(2);
        }

        @Override
        public void finishBatch() {
            collector.emit(new Values(id, huge ? "x".repeat(MOST_BYTES) : Integer.toString(sum)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "result"));
        }
    }
}
