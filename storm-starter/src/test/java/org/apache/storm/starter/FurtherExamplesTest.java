// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.LocalCluster;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The word counts of other kinds, and the example of loggers, give the right results, on one local cluster. */
class FurtherExamplesTest {
    private static final AtomicBoolean SEEN_ONE = new AtomicBoolean();
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    private static Seen.Rows sentences() {
        return new Seen.Rows(new Fields("sentence"), new Values("the wind turned the tide"), new Values("the tide"));
    }

    private static void run(String name, TopologyBuilder builder, String component, String... expected) throws Exception {
        builder.setBolt("seen", new Seen.Sink(name)).shuffleGrouping(component);
        Seen.run(cluster, name, builder.createTopology(), expected);
    }

    @Test
    void fastWordCount() throws Exception {
        run("fast", FastWordCountTopology.topology(sentences()), "count", "[the, 1]", "[the, 2]", "[the, 3]", "[wind, 1]", "[turned, 1]", "[tide, 1]", "[tide, 2]");
    }

    @Test
    void multipleLoggers() throws Exception {
        run("loggers", MultipleLoggerTopology.topology(Seen.words("rain", "hail")), "exclaim2", "[rain!!!!!!]", "[hail!!!!!!]");
    }

    /** A build that is watched has Node.js; there the test does not pass without it. */
    private static void needNode() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("node", "--version").redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException absent) {
            there = false;
        }
        Assumptions.assumeTrue(there || System.getenv("CI") != null, "Node.js is not installed here");
    }

    @Test
    void wordCountWithABoltInNode() throws Exception {
        needNode();
        run("node", WordCountTopologyNode.topology(sentences()), "count", "[the, 1]", "[the, 2]", "[the, 3]", "[wind, 1]", "[turned, 1]", "[tide, 1]", "[tide, 2]");
    }

    @Test
    void aSpoutInNodeEmitsSentences() throws Exception {
        needNode();
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new WordCountTopologyNode.RandomSentence());
        builder.setBolt("words", (tuple, collector) -> {
            if (tuple.getString(0).split(" ").length > 5 && SEEN_ONE.compareAndSet(false, true)) {
                collector.emit(new Values("a sentence"));
            }
        }, "what").shuffleGrouping("spout");
        run("node-spout", builder, "words", "[a sentence]");
    }
}
