// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.LocalCluster;
import org.apache.storm.flux.Flux;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topology that the published flux-core makes of a YAML file, on two workers. */
class FluxTopologyTest {
    private static final Set<String> WORDS = ConcurrentHashMap.newKeySet();
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private static final String TOPOLOGY = """
        name: "flux"
        config:
          topology.workers: ${workers}
        spouts:
          - id: "words"
            className: "org.apache.storm.testing.TestWordSpout"
            parallelism: 1
        bolts:
          - id: "collect"
            className: "tempest.compat.connectors.FluxTopologyTest$Collect"
            constructorArgs: ["seen "]
            configMethods:
              - name: "withSuffix"
                args: ["!"]
            parallelism: 2
        streams:
          - from: "words"
            to: "collect"
            grouping:
              type: FIELDS
              args: ["word"]
        """;

    @TempDir
    private Path folder;

    /** Tells the words. */
    public static final class Collect extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private final String prefix;
        private String suffix = "";

        public Collect(String prefix) {
            this.prefix = prefix;
        }

        public void withSuffix(String text) {
            suffix = text;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            PORTS.add(context.getThisWorkerPort());
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            WORDS.add(prefix + input.getStringByField("word") + suffix);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    @Test
    void aTopologyOfYamlRuns() throws Exception {
        Path properties = Files.writeString(folder.resolve("flux.properties"), "workers=2\n");
        Path yaml = Files.writeString(folder.resolve("flux.yaml"), TOPOLOGY);
        Set<String> expected = Set.of("seen nathan!", "seen mike!", "seen jackson!", "seen golda!", "seen bertels!");
        LocalCluster.withLocalModeOverride(() -> {
            Flux.main(new String[] {"--no-splash", "--filter", properties.toString(), yaml.toString()});
            Waits.until(() -> WORDS.containsAll(expected) && PORTS.size() == 2, () -> "words on two workers: " + WORDS + " on " + PORTS);
            return null;
        }, 0);
        assertEquals(expected, WORDS);
    }
}
