// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.StreamSource;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Word count on Hazelcast Jet in one JVM; arguments as {@link FlinkWordCount}'s, snapshots in place of checkpoints. */
public final class JetWordCount {
    private static final int BATCH = 128;
    private static final LongAdder SENTENCES = new LongAdder();
    private static final LongAdder WORDS = new LongAdder();
    private static String[] lines;

    public static void main(String[] args) throws Exception {
        lines = Files.readAllLines(Path.of(args[0])).toArray(new String[0]);
        int seconds = Integer.parseInt(args[1]);
        int snapshotMs = Integer.parseInt(args[2]);
        int parallelism = Integer.parseInt(args[3]);
        String between = args[4];
        Config config = new Config();
        config.getJetConfig().setEnabled(true);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
        StreamSource<String> source = SourceBuilder.stream("sentences", context -> new long[1])
                .<String>fillBufferFn((position, buffer) -> {
                    for (int i = 0; i < BATCH; i++) {
                        buffer.add(lines[(int) (position[0]++ % lines.length)]);
                    }
                    SENTENCES.add(BATCH);
                })
                .createSnapshotFn(position -> position[0])
                .restoreSnapshotFn((position, saved) -> position[0] = saved.get(0))
                .build();
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(source)
                .withoutTimestamps()
                .flatMap(s -> Traversers.traverseArray(s.split(between)))
                .setLocalParallelism(parallelism)
                .groupingKey(word -> word)
                .rollingAggregate(AggregateOperations.counting())
                .setLocalParallelism(parallelism)
                .writeTo(SinkBuilder.sinkBuilder("discard", context -> 1)
                        .<Map.Entry<String, Long>>receiveFn((context, entry) -> WORDS.increment())
                        .build())
                .setLocalParallelism(parallelism);
        JobConfig job = new JobConfig();
        if (snapshotMs > 0) {
            job.setProcessingGuarantee(ProcessingGuarantee.AT_LEAST_ONCE).setSnapshotIntervalMillis(snapshotMs);
        }
        hazelcast.getJet().newJob(pipeline, job);
        Thread.sleep(15_000);
        long sentences = SENTENCES.sum();
        long words = WORDS.sum();
        long start = System.nanoTime();
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = process.getProcessCpuTime();
        process.getCpuLoad(); // from here on, for the next call
        Thread.sleep(seconds * 1000L);
        double elapsed = (System.nanoTime() - start) / 1e9;
        System.out.printf("jet snapshot_ms=%d sentences_per_s=%.0f words_per_s=%.0f cores=%.2f busy_cores=%.2f%n", snapshotMs,
                (SENTENCES.sum() - sentences) / elapsed, (WORDS.sum() - words) / elapsed, (process.getProcessCpuTime() - cpu) / 1e9 / elapsed,
                process.getCpuLoad() * process.getAvailableProcessors());
        System.exit(0);
    }
}
