// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.ShellSpout;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components in Python, on the published storm.py, in two workers. */
class PythonComponentsTest {
    private static final int SENTENCES = 100;
    private static final String SPOUT = """
        import storm
        class Numbers(storm.Spout):
            def initialize(self, conf, context):
                self.next = 0
            def nextTuple(self):
                if self.next < %d:
                    storm.emit([str(self.next) + " and " + str(-self.next)], id=self.next)
                    self.next += 1
            def ack(self, id):
                storm.logInfo("acked " + str(id))
        Numbers().run()
        """.formatted(SENTENCES);
    private static final String BOLT = """
        import storm
        class Split(storm.BasicBolt):
            def process(self, tup):
                for word in tup.values[0].split(" "):
                    storm.emit([word])
        Split().run()
        """;
    private static final Set<String> WORDS = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    @BeforeEach
    void scripts() throws IOException, InterruptedException {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0, "there is no python3");
        try (InputStream published = PythonComponentsTest.class.getResourceAsStream("/resources/storm.py")) {
            Files.copy(published, folder.resolve("storm.py"));
        }
        Files.writeString(folder.resolve("numbers_spout.py"), SPOUT);
        Files.writeString(folder.resolve("split.py"), BOLT);
    }

    /** A spout in Python. */
    private static final class Numbers extends ShellSpout implements IRichSpout {
        private static final long serialVersionUID = 1;

        Numbers(Path script) {
            super("python3", script.toString());
            changeChildCWD(false);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("sentence"));
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }
    }

    /** A bolt in Python. */
    private static final class Split extends ShellBolt implements IRichBolt {
        private static final long serialVersionUID = 1;

        Split(Path script) {
            super("python3", script.toString());
            changeChildCWD(false);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }
    }

    /** Tells the words. */
    private static final class Collect extends BaseBasicBolt {
        private static final long serialVersionUID = 1;

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            WORDS.add(input.getString(0));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    @Test
    void wordsOfAPythonSpoutAndBoltArrive() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new Numbers(folder.resolve("numbers_spout.py")));
        builder.setBolt("split", new Split(folder.resolve("split.py")), 2).shuffleGrouping("numbers");
        builder.setBolt("collect", new Collect()).globalGrouping("split");
        Config conf = new Config();
        conf.setNumWorkers(2);
        try (LocalCluster cluster = new LocalCluster(); LocalCluster.LocalTopology topology = cluster.submitTopology("python", conf, builder.createTopology())) {
            Waits.until(() -> WORDS.size() == 2 * SENTENCES, () -> 2 * SENTENCES + " words, not " + WORDS);
        }
        assertEquals(2 * SENTENCES, WORDS.size());
    }
}
