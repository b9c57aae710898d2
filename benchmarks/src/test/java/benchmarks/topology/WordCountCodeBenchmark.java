// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.tuple.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the user's own code in {@code wordcount-basic} takes for a sentence of 8 words, with no engine around it: what is beyond this is the engine's. One
 * thread does here what two bolts do there, so an engine that cost nothing would do more on two cores than {@link #splitAndCount}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WordCountCodeBenchmark {
    private static final int SENTENCES = 5000;

    private final String[] sentences = LoadSpout.sentences();
    private final Map<String, Integer> counts = new HashMap<>();
    private final String[][] words = new String[SENTENCES][];

    public WordCountCodeBenchmark() {
        if (sentences.length != SENTENCES) {
            throw new IllegalStateException("there are " + sentences.length + " sentences instead of " + SENTENCES);
        }
        for (int i = 0; i < SENTENCES; i++) {
            words[i] = sentences[i].split(" ");
        }
    }

    /** The splitter, with the values it emits. */
    @Benchmark
    @OperationsPerInvocation(SENTENCES)
    public void split(Blackhole hole) {
        for (String sentence : sentences) {
            for (String word : sentence.split("\\s+")) {
                hole.consume(new Values(word));
            }
        }
    }

    /** What of {@link #split} the regular expression is for nothing: one space is split at without one. */
    @Benchmark
    @OperationsPerInvocation(SENTENCES)
    public void splitAtOneSpace(Blackhole hole) {
        for (String sentence : sentences) {
            for (String word : sentence.split(" ")) {
                hole.consume(new Values(word));
            }
        }
    }

    /** The counter, with the values it emits. The words' hashes are known from the round before, which a counter's never are. */
    @Benchmark
    @OperationsPerInvocation(SENTENCES)
    public void count(Blackhole hole) {
        for (String[] sentence : words) {
            for (String word : sentence) {
                hole.consume(count(word));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(SENTENCES)
    public void splitAndCount(Blackhole hole) {
        for (String sentence : sentences) {
            for (String word : sentence.split("\\s+")) {
                Values emitted = new Values(word);
                hole.consume(emitted);
                hole.consume(count((String) emitted.get(0)));
            }
        }
    }

    private List<Object> count(String word) {
        Integer count = counts.get(word);
        if (count == null) {
            count = 0;
        }
        count++;
        counts.put(word, count);
        return new Values(word, count);
    }
}
