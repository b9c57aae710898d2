// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.NimbusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FluxCommandTest {
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> WORDS = Set.of("nathan", "mike", "jackson", "golda", "bertels");
    /** On the library of {@code python/}. */
    private static final String SCRIPT = """
        import sys
        sys.dont_write_bytecode = True
        sys.path.insert(0, "%s")
        from tempest import Bolt
        class Capitals(Bolt):
            def process(self, tup):
                print("this is no part of the protocol")
                self.emit([tup.values[0].upper()])
        Capitals().run()
        """.formatted(Path.of("../python/src").toAbsolutePath().normalize());

    @TempDir
    private Path folder;

    /** Tells what it is given. */
    public static final class Collect extends BaseBasicBolt {
        private static final long serialVersionUID = 1;
        private final String prefix;

        public Collect(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            SEEN.add(prefix + input.getString(0));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String run(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Flux.run(FluxOptions.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited 60 s in vain; seen: " + SEEN);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static Set<String> prefixed(String prefix, boolean capitals) {
        return WORDS.stream().map(word -> prefix + (capitals ? word.toUpperCase(java.util.Locale.ROOT) : word)).collect(Collectors.toSet());
    }

    private static Map<String, String> statuses() throws Exception {
        try (NimbusClient client = NimbusClient.getConfiguredClient(Map.of())) {
            return client.getClient().getTopologySummaries().stream().collect(Collectors.toMap(TopologySummary::get_name, TopologySummary::get_status));
        }
    }

    @Test
    void topologiesOfYamlRunOnALocalCluster() throws Exception {
        String collect = """
            name: ${name}
            spouts:
              - {id: words, className: org.apache.storm.testing.TestWordSpout}
            bolts:
              - {id: collect, className: org.apache.storm.flux.FluxCommandTest$Collect, constructorArgs: ["seen "], parallelism: 2}
            streams:
              - {from: words, to: collect, grouping: {type: FIELDS, args: [word]}}
            """;
        String yaml = file("collect.yaml", collect);
        String python = file("python.yaml", """
            name: python
            spouts:
              - {id: words, className: org.apache.storm.testing.TestWordSpout}
            bolts:
              - id: capitals
                className: org.apache.storm.flux.wrappers.bolts.FluxShellBolt
                constructorArgs: [[python3, %s], [word]]
                configMethods: [{name: changeChildCWD, args: [false]}]
              - {id: collect, className: org.apache.storm.flux.FluxCommandTest$Collect, constructorArgs: ["python "]}
            streams:
              - {from: words, to: capitals, grouping: {type: SHUFFLE}}
              - {from: capitals, to: collect, grouping: {type: SHUFFLE}}
            """.formatted(file("capitals.py", SCRIPT)));
        boolean hasPython = new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
        LocalRun.of(() -> {
            run("--local", "-n", "-q", "--filter", file("one.properties", "name=one"), yaml);
            run("-n", "-q", "--inactive", "--filter", file("two.properties", "name=two"), yaml);
            if (hasPython) {
                run("-n", "-q", python);
                await(() -> SEEN.containsAll(prefixed("python ", true)));
            }
            await(() -> SEEN.containsAll(prefixed("seen ", false)));
            Map<String, String> statuses = statuses();
            assertEquals(List.of("ACTIVE", "INACTIVE"), List.of(statuses.get("one"), statuses.get("two")));
            return null;
        }, FluxOptions.of("--local", "--sleep", "1", yaml));
        assertFalse(NimbusClient.isLocalOverride());
    }

    @Test
    void aDryRunBuildsAndShowsTheTopologyAndSubmitsNothing() throws Exception {
        assertEquals("""
            Topology word-count
              spout words x 1  (org.apache.storm.testing.TestWordSpout)
              bolt count x 1  (org.apache.storm.testing.TestWordCounter)
              words --FIELDS--> count
            Nothing was submitted (--dry-run).
            """, run("--dry-run", "--local", "--resource", "--no-splash", "--filter", "wordcount.properties", "wordcount.yaml"));
        assertEquals("Flux of Tempest", run("--dry-run", "-R", "-q", "wordcount.yaml").lines().findFirst().orElseThrow().substring(0, 15));
    }

    @Test
    void helpShowsEveryOption() throws Exception {
        assertEquals(FluxOptions.USAGE, run("--help"));
    }

    @Test
    void aTopologyWithoutANameIsNotSubmitted() throws IOException {
        String yaml = file("f.yaml", Yaml.SPOUT);
        assertEquals(yaml + ": the topology has no name; begin the file with name: my-topology",
            assertThrows(FluxException.class, () -> run("-n", "-q", yaml)).getMessage());
        assertEquals("--zookeeper takes host:port, not 'here'",
            assertThrows(FluxException.class, () -> run("-n", "-q", "-l", "-z", "here", file("g.yaml", "name: g\n" + Yaml.SPOUT))).getMessage());
    }
}
