// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.storm.LocalCluster;
import org.apache.storm.Testing;
import org.apache.storm.testing.CompleteTopologyParam;
import org.apache.storm.testing.FixedTuple;
import org.apache.storm.testing.MockedSources;
import org.apache.storm.testing.NGrouping;
import org.apache.storm.testing.TestAggregatesCounter;
import org.apache.storm.testing.TestGlobalCount;
import org.apache.storm.testing.TestWordCounter;
import org.apache.storm.testing.TestWordSpout;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Topologies that run to their end, with exact results, on one cluster. */
class CompleteTopologyTest {
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static Map<String, List<FixedTuple>> complete(TopologyBuilder builder, Map<String, Object> conf, Values... mocked) throws Exception {
        MockedSources sources = new MockedSources();
        sources.addMockData("source", mocked);
        CompleteTopologyParam param = new CompleteTopologyParam();
        param.setMockedSources(sources);
        param.setStormConf(new HashMap<>(conf));
        return Testing.completeTopology(cluster, builder.createTopology(), param);
    }

    private static Values[] words(int distinct, int each) {
        List<Values> words = new ArrayList<>();
        for (int i = 0; i < distinct * each; i++) {
            words.add(new Values("word" + i % distinct));
        }
        return words.toArray(Values[]::new);
    }

    private static void assertSame(List<List<Object>> expected, Map<String, List<FixedTuple>> results, String component) {
        assertTrue(Testing.multiseteq(expected, Testing.readTuples(results, component)),
            () -> component + " emitted " + Testing.readTuples(results, component));
    }

    /** What four tasks behind the grouping got: (value, index of the task). */
    private static List<List<Object>> grouped(Consumer<BoltDeclarer> grouping, Values... mocked) throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new TestWordSpout(true));
        grouping.accept(builder.setBolt("who", new Bolts.WhoGotIt(), 4));
        return Testing.readTuples(complete(builder, Map.of(), mocked), "who");
    }

    private static List<Object> values(List<List<Object>> tuples) {
        return tuples.stream().map(tuple -> tuple.get(0)).toList();
    }

    private static List<Object> values(Values... tuples) {
        List<Object> values = new ArrayList<>();
        for (Values tuple : tuples) {
            values.add(tuple.get(0));
        }
        return values;
    }

    private static Map<Object, Set<Object>> tasksByValue(List<List<Object>> tuples) {
        Map<Object, Set<Object>> tasks = new HashMap<>();
        tuples.forEach(tuple -> tasks.computeIfAbsent(tuple.get(0), v -> new HashSet<>()).add(tuple.get(1)));
        return tasks;
    }

    @Test
    void aTopologyOfSeveralBoltsGivesExactlyItsResults() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new TestWordSpout(true), 3);
        builder.setBolt("words", new TestWordCounter(), 4).fieldsGrouping("source", new Fields("word"));
        builder.setBolt("total", new TestGlobalCount()).globalGrouping("source");
        builder.setBolt("sums", new TestAggregatesCounter()).globalGrouping("words");
        Map<String, List<FixedTuple>> results = complete(builder, Map.of("topology.workers", 2),
            new Values("nathan"), new Values("bob"), new Values("joey"), new Values("nathan"));
        assertSame(List.of(List.of("nathan"), List.of("bob"), List.of("joey"), List.of("nathan")), results, "source");
        assertSame(List.of(List.of("nathan", 1), List.of("nathan", 2), List.of("bob", 1), List.of("joey", 1)), results, "words");
        assertSame(List.of(List.of(1), List.of(2), List.of(3), List.of(4)), results, "total");
        assertSame(List.of(List.of(1), List.of(2), List.of(3), List.of(4)), results, "sums");
    }

    @Test
    void namedAndDirectStreamsReachTheirSubscribersOnly() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new TestWordSpout(true));
        builder.setBolt("sorter", new Bolts.Sorter("chosen")).shuffleGrouping("source");
        builder.setBolt("even", new Bolts.WhoGotIt()).shuffleGrouping("sorter", "even");
        builder.setBolt("odd", new Bolts.WhoGotIt()).shuffleGrouping("sorter", "odd");
        builder.setBolt("chosen", new Bolts.WhoGotIt(), 3).directGrouping("sorter", "chosen");
        Map<String, List<FixedTuple>> results = complete(builder, Map.of("topology.workers", 2),
            new Values(0), new Values(1), new Values(2), new Values(3), new Values(4));
        assertSame(List.of(List.of(0, 0), List.of(2, 0), List.of(4, 0)), results, "even");
        assertSame(List.of(List.of(1, 0), List.of(3, 0)), results, "odd");
        assertSame(List.of(List.of(0, 0), List.of(1, 1), List.of(2, 2), List.of(3, 0), List.of(4, 1)), results, "chosen");
        assertEquals(List.of(List.of(0), List.of(2), List.of(4)), Testing.readTuples(results, "sorter", "even"));
    }

    @Test
    void allGroupingGivesEachTaskEachTuple() throws Exception {
        List<List<Object>> got = grouped(bolt -> bolt.allGrouping("source"), new Values("a"), new Values("b"));
        List<List<Object>> expected = new ArrayList<>();
        for (int task = 0; task < 4; task++) {
            expected.add(List.of("a", task));
            expected.add(List.of("b", task));
        }
        assertTrue(Testing.multiseteq(expected, got));
    }

    @Test
    void globalGroupingGivesAllToTheFirstTask() throws Exception {
        List<List<Object>> got = grouped(bolt -> bolt.globalGrouping("source"), new Values("a"), new Values("b"), new Values("a"));
        assertTrue(Testing.multiseteq(List.of(List.<Object>of("a", 0), List.of("b", 0), List.of("a", 0)), got));
    }

    @Test
    void fieldsGroupingKeepsEqualValuesTogether() throws Exception {
        List<List<Object>> got = grouped(bolt -> bolt.fieldsGrouping("source", new Fields("word")), words(40, 5));
        assertTrue(Testing.multiseteq(values(words(40, 5)), values(got)));
        tasksByValue(got).forEach((word, tasks) -> assertEquals(1, tasks.size(), () -> word + " went to " + tasks));
        assertEquals(4, new HashSet<>(got.stream().map(tuple -> tuple.get(1)).toList()).size(), "40 words keep no task idle");
    }

    @Test
    void partialKeyGroupingUsesAtMostTwoTasksAValue() throws Exception {
        List<List<Object>> got = grouped(bolt -> bolt.partialKeyGrouping("source", new Fields("word")), words(10, 20));
        assertTrue(Testing.multiseteq(values(words(10, 20)), values(got)));
        tasksByValue(got).forEach((word, tasks) -> assertTrue(tasks.size() <= 2, () -> word + " went to " + tasks));
        assertTrue(tasksByValue(got).values().stream().anyMatch(tasks -> tasks.size() == 2), "a frequent value is split");
    }

    @Test
    void shuffleLikeGroupingsGiveEachTupleToOneTaskAndAllTasksTheirShare() throws Exception {
        List<Consumer<BoltDeclarer>> groupings = List.of(bolt -> bolt.shuffleGrouping("source"), bolt -> bolt.noneGrouping("source"),
            bolt -> bolt.localOrShuffleGrouping("source"));
        for (Consumer<BoltDeclarer> grouping : groupings) {
            List<List<Object>> got = grouped(grouping, words(200, 1));
            assertTrue(Testing.multiseteq(values(words(200, 1)), values(got)));
            Testing.multiset(got.stream().map(tuple -> tuple.get(1)).toList())
                .forEach((task, share) -> assertTrue(share > 20, () -> "task " + task + " got " + share + " of 200"));
        }
    }

    @Test
    void aCustomGroupingChoosesTheTasks() throws Exception {
        List<List<Object>> got = grouped(bolt -> bolt.customGrouping("source", new NGrouping(2)), new Values("a"), new Values("b"));
        assertTrue(Testing.multiseteq(List.of(List.<Object>of("a", 0), List.of("a", 1), List.of("b", 0), List.of("b", 1)), got));
    }

    @Test
    void aSpoutThatNeverEndsIsRefused() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("endless", new TestWordSpout(true));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
            () -> Testing.completeTopology(cluster, builder.createTopology()));
        assertTrue(refused.getMessage().contains("endless"), refused.getMessage());
    }
}
