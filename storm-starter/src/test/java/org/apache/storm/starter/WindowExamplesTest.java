// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import org.apache.storm.LocalCluster;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of windows and of state give the right results, on one local cluster. */
class WindowExamplesTest {
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    private static void run(String name, TopologyBuilder builder, String component, String... expected) throws Exception {
        builder.setBolt("seen", new Seen.Sink(name)).shuffleGrouping(component);
        Seen.run(cluster, name, builder.createTopology(), expected);
    }

    @Test
    void slidingWindowAveragesTheSumsOfThirtyNumbers() throws Exception {
        // sums of 1 to 10, 1 to 20, 1 to 30; then of 11 to 40, 21 to 50, 31 to 60
        run("sliding", SlidingWindowTopology.topology(Seen.numbers(60, 1)), "tumblingavg", "[" + (55 + 210 + 465) / 3 + "]", "[" + (765 + 1065 + 1365) / 3 + "]");
    }

    @Test
    void slidingTupleTsSumsByTheTimeOfTheTuples() throws Exception {
        // one number a second, up to the 20th: the watermark is at 15 s, and windows end at 3, 6, 9, 12 and 15 s
        run("tuple-ts", SlidingTupleTsTopology.topology(Seen.numbers(20, 1_000)), "slidingsum", "[6]", "[20]", "[35]", "[50]", "[65]");
    }

    @Test
    void statefulAddsUp() throws Exception {
        run("stateful", StatefulTopology.topology(new Seen.Rows(new Fields("value"), new Values(5), new Values(5), new Values(5))), "sum", "[5]", "[10]", "[15]");
    }

    @Test
    void statefulWindowingCountsEachNumberOnce() throws Exception {
        run("stateful-windowing", StatefulWindowingTopology.topology(Seen.numbers(10, 1)), "sumbolt", "[6]", "[21]", "[45]");
    }

    @Test
    void persistentWindowingAverages() throws Exception {
        // windows of 1 to 50, 1 to 100 and 51 to 150
        run("persistent", PersistentWindowingTopology.topology(Seen.numbers(150, 1)), "avgbolt", "[25, 25]", "[50, 50]", "[100, 75]");
    }

    @Test
    void joinBoltJoinsWhatBelongsTogether() throws Exception {
        TopologyBuilder builder = JoinBoltExample.topology(new Seen.Rows(new Fields("id", "gender"), new Values(1, "female"), new Values(2, "male")),
            new Seen.Rows(new Fields("id", "age"), new Values(2, 40), new Values(1, 30)),
            JoinBoltExample.joiner().withTumblingWindow(Count.of(4)));
        run("join-bolt", builder, "joiner", "[1, 1, female, 30]", "[2, 2, male, 40]");
    }
}
