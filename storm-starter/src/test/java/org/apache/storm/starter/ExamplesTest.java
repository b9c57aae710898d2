// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.Testing;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.testing.CompleteTopologyParam;
import org.apache.storm.testing.FixedTuple;
import org.apache.storm.testing.MockedSources;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples do what they say, on one local cluster. */
class ExamplesTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Values[] SENTENCES = {new Values("the cow jumped"), new Values("over the moon"), new Values("the end")};
    private static final Map<String, Integer> COUNTS = Map.of("the", 3, "cow", 1, "jumped", 1, "over", 1, "moon", 1, "end", 1);
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster.Builder().withSupervisors(2).withPortsPerSupervisor(4)
            .withDaemonConf(Config.TASK_HEARTBEAT_FREQUENCY_SECS, 1).build();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    @Test
    void wordCountCounts() throws Exception {
        assertEquals(new TreeMap<>(COUNTS), finalCounts(complete(WordCountTopology.topology(), "spout", SENTENCES).get("count")));
    }

    @Test
    void anchoredWordCountCounts() throws Exception {
        assertEquals(new TreeMap<>(COUNTS), finalCounts(complete(AnchoredWordCount.topology(), "spout", SENTENCES).get("count")));
    }

    @Test
    void multiThreadWordCountCounts() throws Exception {
        assertEquals(new TreeMap<>(COUNTS), finalCounts(complete(MultiThreadWordCountTopology.topology(), "spout", SENTENCES).get("count")));
    }

    @Test
    void exclamationAddsSixMarks() throws Exception {
        List<FixedTuple> out = complete(ExclamationTopology.topology(), "word", new Values("gale"), new Values("breeze")).get("exclaim2");
        assertEquals(new TreeSet<>(List.of("gale!!!!!!", "breeze!!!!!!")),
            out.stream().map(t -> (String) t.values.get(0)).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void singleJoinJoinsWhatBelongsTogether() throws Exception {
        MockedSources sources = new MockedSources();
        sources.addMockData("gender", new Values(1, "female"), new Values(2, "male"));
        sources.addMockData("age", new Values(2, 40), new Values(1, 30));
        CompleteTopologyParam param = param(sources);
        List<FixedTuple> out = Testing.completeTopology(cluster, SingleJoinExample.topology().createTopology(), param).get("join");
        assertTrue(Testing.multiseteq(List.of(List.of("female", 30), List.of("male", 40)), out.stream().map(t -> (Object) new ArrayList<>(t.values)).toList()));
    }

    @Test
    void numbersArriveInOrder() throws Exception {
        runsWithoutErrors("in-order", InOrderDeliveryTest.topology(), "check", 10_000);
    }

    @Test
    void lambdasRun() throws Exception {
        runsWithoutErrors("lambda", LambdaTopology.topology(), "check", 100);
    }

    @Test
    void resourceAwareExampleRuns() throws Exception {
        runsWithoutErrors("resources", ResourceAwareExampleTopology.topology(), "exclaim2", 100);
    }

    @Test
    void rollingTopWordsRanks() throws Exception {
        runsWithoutErrors("rolling", RollingTopWords.topology(), "total", 2);
    }

    private static Map<String, List<FixedTuple>> complete(TopologyBuilder builder, String spout, Values... tuples) throws Exception {
        MockedSources sources = new MockedSources();
        sources.addMockData(spout, tuples);
        return Testing.completeTopology(cluster, builder.createTopology(), param(sources));
    }

    private static CompleteTopologyParam param(MockedSources sources) {
        CompleteTopologyParam param = new CompleteTopologyParam();
        param.setMockedSources(sources);
        param.setTimeoutMs(PATIENCE_MILLIS);
        return param;
    }

    private static Map<String, Integer> finalCounts(List<FixedTuple> tuples) {
        Map<String, Integer> counts = new TreeMap<>();
        tuples.forEach(t -> counts.merge((String) t.values.get(0), (Integer) t.values.get(1), Math::max));
        return counts;
    }

    /** Runs a topology until {@code component} has executed {@code wanted} tuples. */
    private static void runsWithoutErrors(String name, TopologyBuilder builder, String component, long wanted) throws Exception {
        cluster.submitTopology(name, new HashMap<>(Map.of(Config.TOPOLOGY_MAX_SPOUT_PENDING, 1000)), builder.createTopology());
        try {
            Testing.whileTimeout(PATIENCE_MILLIS, () -> executed(name, component) < wanted, () -> Testing.letTimePass(cluster));
            assertEquals(Map.of(), info(name).get_errors().entrySet().stream().filter(e -> !e.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        } finally {
            cluster.killTopology(name);
        }
    }

    private static long executed(String name, String component) {
        long executed = 0;
        for (ExecutorSummary executor : info(name).get_executors()) {
            if (executor.get_component_id().equals(component) && executor.is_set_stats()) {
                executed += executor.get_stats().get_specific().get_bolt().get_executed().getOrDefault(":all-time", Map.of())
                    .values().stream().mapToLong(Long::longValue).sum();
            }
        }
        return executed;
    }

    private static TopologyInfo info(String name) {
        try {
            return cluster.getTopologyInfoByName(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
