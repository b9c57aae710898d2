// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import static org.apache.storm.starter.Seen.numbers;
import static org.apache.storm.starter.Seen.words;

import org.apache.storm.LocalCluster;
import org.apache.storm.starter.Seen;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of streams give the right results, on one local cluster. */
class StreamExamplesTest {
    private static final Window<?, ?> OF_THREE = TumblingWindows.of(Count.of(3));
    private static LocalCluster cluster;
    private final StreamBuilder builder = new StreamBuilder();

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    private void run(String name, String... expected) throws Exception {
        Seen.run(cluster, name, builder.build(), expected);
    }

    @Test
    void averages() throws Exception {
        AggregateExample.averages(builder, numbers(4, 1)).forEach(new Seen.End<>("averages"));
        run("averages", "1.0", "1.5", "2.0", "2.5");
    }

    @Test
    void branches() throws Exception {
        BranchExample.numbers(builder, numbers(5, 1)).forEach(new Seen.End<>("branches"));
        run("branches", "odd 1", "odd 3", "odd 5");
    }

    @Test
    void groups() throws Exception {
        GroupByKeyAndWindowExample.groups(builder, words("gale", "zephyr", "gust"), OF_THREE).forEach(new Seen.End<>("groups"));
        run("groups", "(g, [gale, gust])", "(z, [zephyr])");
    }

    @Test
    void joins() throws Exception {
        JoinExample.joined(builder, numbers(3, 1), numbers(3, 1), OF_THREE).forEach(new Seen.End<>("joins"));
        run("joins", "(1, (1, 1))", "(2, (4, 8))", "(3, (9, 27))");
    }

    @Test
    void queries() throws Exception {
        StateQueryExample.answers(builder, words(), words("calm")).forEach(new Seen.End<>("queries"));
        run("queries", "(calm, null)");
    }

    @Test
    void statefulCounts() throws Exception {
        StatefulWordCount.counts(builder, words("a", "b", "a", "a", "c", "a"), OF_THREE).forEach(new Seen.End<>("stateful-counts"));
        run("stateful-counts", "(a, 2)", "(b, 1)", "(a, 4)", "(c, 1)");
    }

    @Test
    void typedTuples() throws Exception {
        TypedTupleExample.sums(builder, numbers(20, 1)).forEach(new Seen.End<>("typed"));
        String[] expected = new String[20];
        for (int n = 1; n <= 20; n++) {
            expected[n - 1] = "(" + n % 10 + ", " + n + ")";
        }
        run("typed", expected);
    }

    @Test
    void windowedCounts() throws Exception {
        WindowedWordCount.counts(builder, words("a b", "b", "a b"), OF_THREE, 1).forEach(new Seen.End<>("windowed-counts"));
        run("windowed-counts", "(a, 2)", "(b, 3)");
    }

    @Test
    void countsToABolt() throws Exception {
        WordCountToBolt.counts(builder, words("a b", "a"), new Seen.Sink("to-bolt"));
        run("to-bolt", "[a, 1]", "[b, 1]", "[a, 2]");
    }
}
