// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;
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

/** Which of eight tasks a word goes to; the words' hashes are not known yet, as those of new strings. Per tuple, with making the string. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FieldsGroupingBenchmark {
    private static final int WORDS = 1024;

    private final FieldsRouter router = new FieldsRouter(new int[] {3, 4, 5, 6, 7, 8, 9, 10}, new int[] {0});
    private final String[] words = java.util.stream.IntStream.range(0, WORDS).mapToObj(i -> "word" + i).toArray(String[]::new);

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public void route(Blackhole hole) {
        for (String word : words) {
            List<Object> values = new Values(new String(word.toCharArray()));
            hole.consume(router.one(values));
        }
    }

    /** What of {@link #route} is not routing. */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    public void makeValues(Blackhole hole) {
        for (String word : words) {
            hole.consume(new Values(new String(word.toCharArray())));
        }
    }
}
