// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseFilter;
import org.apache.storm.trident.operation.BaseFunction;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Trident's word count into memory states, as {@code storm jar benchmarks.jar benchmarks.topology.TridentWords NAME FILE BATCH INTERVAL-MS PENDING}. Each second
 * it appends to the file how many sentences were counted since the last line, and the median and 99th percentile of the milliseconds from the
 * emission of a batch to the new values of its words. The latter means something with one pending batch only. One worker.
 */
public final class TridentWords {
    private static final int WORDS = 8;

    private TridentWords() {
    }

    public static void main(String[] args) throws Exception {
        int batch = Integer.parseInt(args[2]);
        TridentTopology topology = new TridentTopology();
        topology.newStream("words-" + args[0], new Sentences(batch, args[1]))
            .each(new Fields("sentence"), new Split(), new Fields("word"))
            .groupBy(new Fields("word"))
            .persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("count"))
            .parallelismHint(2)
            .newValuesStream()
            .filter(new Fields("count"), new Arrival());
        Config conf = new Config();
        conf.setNumWorkers(1);
        conf.setMaxSpoutPending(Integer.parseInt(args[4]));
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, Integer.parseInt(args[3]));
        StormSubmitter.submitTopology(args[0], conf, topology.build());
    }

    /** The times of the worker's batches; its one spout begins them, its filters see them end. */
    private static final class Times {
        private static final Times OF_THIS_WORKER = new Times();
        private final double[] millis = new double[100_000];
        private int count;
        private long begin;
        private long end;

        synchronized void begin(long nanos) {
            if (end > begin && count < millis.length) {
                millis[count++] = (end - begin) / 1e6;
            }
            begin = nanos;
        }

        synchronized void end(long nanos) {
            end = nanos;
        }

        synchronized String percentiles() {
            double[] sorted = Arrays.copyOf(millis, count);
            Arrays.sort(sorted);
            String text = count == 0 ? "0 0" : sorted[count / 2] + " " + sorted[(int) (count * 0.99)];
            count = 0;
            return text;
        }
    }

    /** Makes sentences, and writes down how many were acknowledged. */
    private static final class Sentences implements IBatchSpout {
        private static final long serialVersionUID = 1L;

        private final int batch;
        private final String file;
        private transient String[] texts;
        private transient Map<Long, Integer> first;
        private transient int next;
        private transient long acknowledged;
        private transient long lastLine;

        Sentences(int batch, String file) {
            this.batch = batch;
            this.file = file;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context) {
            Random random = new Random(7);
            texts = new String[10_000];
            for (int i = 0; i < texts.length; i++) {
                StringBuilder text = new StringBuilder();
                for (int w = 0; w < WORDS; w++) {
                    text.append(w == 0 ? "" : " ").append("word").append(Math.min(random.nextInt(5000), random.nextInt(5000)));
                }
                texts[i] = text.toString();
            }
            first = new HashMap<>();
            lastLine = System.nanoTime();
        }

        @Override
        public void emitBatch(long batchId, TridentCollector collector) {
            int from = first.computeIfAbsent(batchId, id -> {
                next = (next + batch) % texts.length;
                return next;
            });
            Times.OF_THIS_WORKER.begin(System.nanoTime());
            for (int i = 0; i < batch; i++) {
                collector.emit(new Values(texts[(from + i) % texts.length]));
            }
        }

        @Override
        public void ack(long batchId) {
            first.remove(batchId);
            acknowledged += batch;
            long now = System.nanoTime();
            if (now - lastLine >= 1_000_000_000L) {
                String line = Math.round(acknowledged * 1e9 / (now - lastLine)) + " " + Times.OF_THIS_WORKER.percentiles() + "\n";
                acknowledged = 0;
                lastLine = now;
                try {
                    Files.writeString(Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void close() {
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            Config conf = new Config();
            conf.setMaxTaskParallelism(1);
            return conf;
        }

        @Override
        public Fields getOutputFields() {
            return new Fields("sentence");
        }
    }

    private static final class Split extends BaseFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(TridentTuple tuple, TridentCollector collector) {
            for (String word : tuple.getString(0).split(" ")) {
                collector.emit(new Values(word));
            }
        }
    }

    private static final class Arrival extends BaseFilter {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isKeep(TridentTuple tuple) {
            Times.OF_THIS_WORKER.end(System.nanoTime());
            return false;
        }
    }
}
