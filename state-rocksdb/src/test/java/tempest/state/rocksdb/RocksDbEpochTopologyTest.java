// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.storm.LocalCluster;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.api.epoch.FileSink;
import tempest.api.epoch.FileSource;

/** An exactly-once topology whose state is in RocksDB: it goes back within a run, and goes on in another one. */
class RocksDbEpochTopologyTest {
    private static final int LINES = 10_000;
    private static final int WORDS = 50;
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final List<Integer> FAILING = List.of(3_000, 9_000);

    @TempDir
    private Path temp;

    /** Counts words; fails some tuples that it has counted. */
    private static final class Count extends BaseStatefulBolt<KeyValueState<String, Long>> {
        private static final long serialVersionUID = 1L;
        private transient OutputCollector collector;
        private transient KeyValueState<String, Long> counts;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            counts = state;
        }

        @Override
        public void execute(Tuple input) {
            String word = input.getString(0);
            long count = counts.get(word, 0L) + 1;
            counts.put(word, count);
            collector.emit(input, new Values(word, count));
            if (FAILING.contains(SEEN.incrementAndGet())) {
                collector.fail(input);
            } else {
                collector.ack(input);
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "count"));
        }
    }

    private List<String> committed() {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(temp.resolve("out"))) {
            for (Path each : files.filter(each -> each.toString().endsWith(".committed")).toList()) {
                all.addAll(Files.readAllLines(each));
            }
        } catch (IOException e) {
            return List.of(); // not there yet
        }
        all.sort(null);
        return all;
    }

    private void runUntil(LocalCluster cluster, String name, List<String> files, List<String> expected) throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("lines", new FileSource(files));
        builder.setBolt("count", new Count(), 2).fieldsGrouping("lines", new Fields("line"));
        builder.setBolt("out", new FileSink(temp.resolve("out").toString())).shuffleGrouping("count");
        Map<String, Object> conf = Map.of("topology.state.guarantee", "exactly-once", "topology.state.epoch.folder", temp.resolve("epochs").toString(),
            "topology.state.provider", RocksDbKeyValueStateProvider.class.getName(),
            "topology.state.provider.config", "{\"localFolder\":\"" + temp.resolve("local") + "\",\"cacheMb\":8}", "topology.state.checkpoint.interval.ms", 100);
        try (LocalCluster.LocalTopology running = cluster.submitTopology(name, conf, builder.createTopology())) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (committed().size() < expected.size()) {
                assertTrue(System.nanoTime() < deadline, () -> committed().size() + " of " + expected.size() + " are committed");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        assertEquals(expected, committed());
    }

    @Test
    void countsAreExactThoughTuplesFailAndGoOnInAnotherTopology() throws Exception {
        Map<String, Long> counts = new HashMap<>();
        List<String> words = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String word = "word" + i % WORDS;
            words.add(word);
            expected.add(word + "\t" + counts.merge(word, 1L, Long::sum));
        }
        SEEN.set(0);
        String first = Files.write(temp.resolve("first"), words.subList(0, LINES / 2)).toString();
        String second = Files.write(temp.resolve("second"), words.subList(LINES / 2, LINES)).toString();
        List<String> firstHalf = new ArrayList<>(expected.subList(0, LINES / 2));
        firstHalf.sort(null);
        expected.sort(null);
        try (LocalCluster cluster = new LocalCluster()) {
            runUntil(cluster, "first", List.of(first), firstHalf);
            runUntil(cluster, "again", List.of(first, second), expected);
        }
        assertTrue(SEEN.get() > LINES, "nothing went back");
    }
}
