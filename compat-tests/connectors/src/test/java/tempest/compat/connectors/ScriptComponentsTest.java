// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.ShellSpout;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components in other languages, on the published storm.py and storm.js, in two workers. */
class ScriptComponentsTest {
    private static final int SENTENCES = 100;
    private static final String PYTHON_SPOUT = """
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
    private static final String PYTHON_BOLT = """
        import storm
        class Split(storm.BasicBolt):
            def process(self, tup):
                for word in tup.values[0].split(" "):
                    storm.emit([word])
        Split().run()
        """;
    private static final String JAVASCRIPT_SPOUT = """
        const storm = require('./storm');
        class Numbers extends storm.Spout {
            initialize(conf, context, done) {
                this.next = 0;
                done();
            }
            activate(done) {
                done();
            }
            deactivate(done) {
                done();
            }
            nextTuple(done) {
                if (this.next < %d) {
                    this.emit({tuple: [this.next + ' and ' + -this.next], id: String(this.next)}, () => {});
                    this.next++;
                }
                done();
            }
            ack(id, done) {
                this.log('acked ' + id);
                done();
            }
            fail(id, done) {
                done();
            }
        }
        new Numbers().run();
        """.formatted(SENTENCES);
    private static final String JAVASCRIPT_BOLT = """
        const storm = require('./storm');
        class Split extends storm.BasicBolt {
            process(tuple, done) {
                for (const word of tuple.values[0].split(' ')) {
                    this.emit({tuple: [word], anchorTupleId: tuple.id}, () => {});
                }
                done();
            }
        }
        new Split().run();
        """;
    private static final Set<String> WORDS = ConcurrentHashMap.newKeySet();
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    /** A spout of another language. */
    private static final class Numbers extends ShellSpout implements IRichSpout {
        private static final long serialVersionUID = 1;

        Numbers(String interpreter, Path script) {
            super(interpreter, script.toString());
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

    /** A bolt of another language. */
    private static final class Split extends ShellBolt implements IRichBolt {
        private static final long serialVersionUID = 1;

        Split(String interpreter, Path script) {
            super(interpreter, script.toString());
            changeChildCWD(false);
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            PORTS.add(context.getThisWorkerPort());
            super.prepare(conf, context, collector);
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
        run("python3", "storm.py", Files.writeString(folder.resolve("numbers_spout.py"), PYTHON_SPOUT), Files.writeString(folder.resolve("split.py"), PYTHON_BOLT));
    }

    @Test
    void wordsOfAJavaScriptSpoutAndBoltArrive() throws Exception {
        run("node", "storm.js", Files.writeString(folder.resolve("numbers.js"), JAVASCRIPT_SPOUT), Files.writeString(folder.resolve("split.js"), JAVASCRIPT_BOLT));
    }

    /** @param library the published file that scripts of that language build on, which is put beside them */
    private void run(String interpreter, String library, Path spout, Path bolt) throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v " + interpreter).start().waitFor() == 0, "there is no " + interpreter);
        try (InputStream published = ScriptComponentsTest.class.getResourceAsStream("/resources/" + library)) {
            Files.copy(published, folder.resolve(library));
        }
        WORDS.clear();
        PORTS.clear();
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new Numbers(interpreter, spout));
        builder.setBolt("split", new Split(interpreter, bolt), 2).shuffleGrouping("numbers");
        builder.setBolt("collect", new Collect()).globalGrouping("split");
        Config conf = new Config();
        conf.setNumWorkers(2);
        try (LocalCluster cluster = new LocalCluster(); LocalCluster.LocalTopology topology = cluster.submitTopology("scripts", conf, builder.createTopology())) {
            Waits.until(() -> WORDS.size() == 2 * SENTENCES, () -> 2 * SENTENCES + " words, not " + WORDS);
        }
        assertEquals(2 * SENTENCES, WORDS.size());
        assertEquals(2, PORTS.size(), "workers");
    }
}
