// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.thrift.TException;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import tempest.cluster.HostPort;
import tempest.cluster.TempestNimbusClient;
import tempest.rpc.DeadLetter;

/** A poison tuple among good ones, in whole topologies. */
class DeadLettersTest {
    private static final int MESSAGES = 200;
    private static final int POISON = 77;
    private static final int ATTEMPTS = 4;

    private final Events ended = new Events();
    private final Events letters = new Events();

    /** Emits numbers, and each one that fails again, until all are acked. */
    static final class Numbers extends BaseRichSpout {
        private static final long serialVersionUID = 1;
        private final Events ended;
        private transient SpoutOutputCollector collector;
        private transient int next;

        Numbers(Events ended) {
            this.ended = ended;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector newCollector) {
            collector = newCollector;
        }

        @Override
        public void nextTuple() {
            if (next < MESSAGES) {
                collector.emit(new Values(next), next++);
            }
        }

        @Override
        public void ack(Object id) {
            ended.add("acked " + id);
        }

        @Override
        public void fail(Object id) {
            ended.add("failed " + id);
            collector.emit(new Values(id), id);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("number"));
        }
    }

    /** Passes on what it gets, or refuses the poison. */
    static final class Pass extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private final boolean refuses;

        Pass(boolean refuses) {
            this.refuses = refuses;
        }

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            if (refuses && tuple.getInteger(0) == POISON) {
                throw new FailedException("poison");
            }
            collector.emit(new Values(tuple.getInteger(0)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("number"));
        }
    }

    /** Passes on what it gets, the poison too once it may. */
    static final class Healing extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private static final AtomicBoolean HEALED = new AtomicBoolean();

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            if (tuple.getInteger(0) == POISON && !HEALED.get()) {
                throw new FailedException("not yet");
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields());
        }
    }

    /** Tells the letters it reads. */
    static final class Reader extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private final Events letters;

        Reader(Events letters) {
            this.letters = letters;
        }

        @Override
        public void execute(Tuple letter, BasicOutputCollector collector) {
            letters.add(letter.getStringByField("component") + " " + letter.getStringByField("source") + " " + letter.getValueByField("values") + " "
                + letter.getStringByField("spout") + " " + letter.getValueByField("attempts") + " " + letter.getStringByField("cause"));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields());
        }
    }

    private void run(int workers) throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new Numbers(ended));
        builder.setBolt("before", new Pass(false), 2).shuffleGrouping("numbers");
        builder.setBolt("picky", new Pass(true), 3).shuffleGrouping("before");
        builder.setBolt("after", new Pass(false), 2).shuffleGrouping("picky");
        builder.setBolt("letters", new Reader(letters), 2).shuffleGrouping("picky", "__dead_letters");
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(workers).build();
             LocalCluster.LocalTopology topology = cluster.submitTopology("letters-" + workers,
                 Map.of("topology.workers", workers, "topology.dead.letter.after", ATTEMPTS), builder.createTopology())) {
            Events.until(() -> ended.all().stream().filter(event -> event.toString().startsWith("acked")).distinct().count() == MESSAGES,
                () -> "acks of all messages");
            assertEquals(ATTEMPTS - 1, ended.count("failed " + POISON));
            assertEquals(1, letters.all().size(), letters.all()::toString);
            String letter = letters.all().get(0).toString();
            assertTrue(letter.startsWith("picky before [" + POISON + "] numbers " + ATTEMPTS + " ") && letter.contains("FailedException: poison"), letter);
            IntStream.range(0, MESSAGES).forEach(number -> assertEquals(1, ended.count("acked " + number)));
        }
    }

    @Test
    void inOneWorkerThePoisonIsOneLetterAndEverythingIsAcked() throws Exception {
        run(1);
    }

    @Test
    void inTwoWorkersItIsTheSame() throws Exception {
        run(2);
    }

    @Test
    void whatIsReplayedBetweenWorkersIsALetterAgainOrGone() throws Exception {
        Healing.HEALED.set(false);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new Numbers(ended));
        builder.setBolt("healing", new Healing(), 4).shuffleGrouping("numbers");
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(2).withNimbusDaemon(true).build();
             TempestNimbusClient nimbus = new TempestNimbusClient(
                 new TempestNimbusClient.Config(List.of(new HostPort("localhost", cluster.getThriftServerPort())), 20_000, 1 << 24), null);
             LocalCluster.LocalTopology topology = cluster.submitTopology("healing",
                 Map.of("topology.workers", 2, "topology.dead.letter.after", 1), builder.createTopology())) {
            String id = cluster.getTopologySummaryByName("healing").get_id();
            Events.until(() -> letters(nimbus, id).size() == 1, () -> "a letter");
            long first = letters(nimbus, id).get(0).get_id();
            assertEquals(1, (int) nimbus.<Integer>call(calls -> calls.replayDeadLetters(id, List.of(first))));
            Events.until(() -> letters(nimbus, id).size() == 1 && letters(nimbus, id).get(0).get_id() != first, () -> "another letter in its place");
            Healing.HEALED.set(true);
            assertEquals(1, (int) nimbus.<Integer>call(calls -> calls.replayDeadLetters(id, List.of())));
            Events.until(() -> letters(nimbus, id).isEmpty(), () -> "no letter");
        }
    }

    private static List<DeadLetter> letters(TempestNimbusClient nimbus, String id) {
        try {
            return nimbus.call(calls -> calls.deadLetters(id)).get_letters();
        } catch (TException e) {
            throw new IllegalStateException(e);
        }
    }
}
