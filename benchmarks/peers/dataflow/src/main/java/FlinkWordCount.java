// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Word count on Flink in one JVM: sentences from a file, over and over, split, keyed by word, counted.
 * Arguments: the file, seconds to measure (after 15 s of warm-up), checkpoint interval in ms (0: none), parallelism, and the
 * regular expression that words are split at.
 */
public final class FlinkWordCount {
    private static final LongAdder SENTENCES = new LongAdder();
    private static final LongAdder WORDS = new LongAdder();
    private static String[] lines;

    public static void main(String[] args) throws Exception {
        lines = Files.readAllLines(Path.of(args[0])).toArray(new String[0]);
        int seconds = Integer.parseInt(args[1]);
        int checkpointMs = Integer.parseInt(args[2]);
        String between = args[4];
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(Integer.parseInt(args[3]));
        if (checkpointMs > 0) {
            env.enableCheckpointing(checkpointMs);
        }
        env.getConfig().enableObjectReuse();
        GeneratorFunction<Long, String> sentence = i -> {
            SENTENCES.increment();
            return lines[(int) (i % lines.length)];
        };
        env.fromSource(new DataGeneratorSource<>(sentence, Long.MAX_VALUE, Types.STRING), WatermarkStrategy.noWatermarks(), "sentences")
                .flatMap((String s, Collector<Tuple2<String, Long>> out) -> {
                    for (String word : s.split(between)) {
                        out.collect(Tuple2.of(word, 1L));
                    }
                })
                .returns(Types.TUPLE(Types.STRING, Types.LONG))
                .keyBy(t -> t.f0)
                .sum(1)
                .map(t -> {
                    WORDS.increment();
                    return t;
                })
                .returns(Types.TUPLE(Types.STRING, Types.LONG))
                .sinkTo(new DiscardingSink<>());
        env.executeAsync();
        Thread.sleep(15_000);
        long sentences = SENTENCES.sum();
        long words = WORDS.sum();
        long start = System.nanoTime();
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = process.getProcessCpuTime();
        process.getCpuLoad(); // from here on, for the next call
        Thread.sleep(seconds * 1000L);
        double elapsed = (System.nanoTime() - start) / 1e9;
        System.out.printf("flink checkpoint_ms=%d sentences_per_s=%.0f words_per_s=%.0f cores=%.2f busy_cores=%.2f%n", checkpointMs,
                (SENTENCES.sum() - sentences) / elapsed, (WORDS.sum() - words) / elapsed, (process.getProcessCpuTime() - cpu) / 1e9 / elapsed,
                process.getCpuLoad() * process.getAvailableProcessors());
        System.exit(0);
    }
}
