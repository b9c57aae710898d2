// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.exact;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Sentences in batches of random sizes: a replayed one has other contents than before, if always some of each word. */
public final class OpaqueSentences implements IOpaquePartitionedTridentSpout<Number, Part, Number> {
    private static final long serialVersionUID = 1L;

    private final int partitions;
    private final long perPartition;
    private final int batch;

    OpaqueSentences(int partitions, long perPartition, int batch) {
        this.partitions = partitions;
        this.perPartition = perPartition;
        this.batch = batch;
    }

    @Override
    public Coordinator<Number> getCoordinator(Map<String, Object> conf, TopologyContext context) {
        return new Coordinator<Number>() {
            @Override
            public boolean isReady(long txid) {
                return true;
            }

            @Override
            public Number getPartitionsForBatch() {
                return (long) partitions;
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public Emitter<Number, Part, Number> getEmitter(Map<String, Object> conf, TopologyContext context) {
        return new Emitter<Number, Part, Number>() {
            @Override
            public Map<Part, Number> emitBatchNew(TransactionAttempt tx, TridentCollector collector, Set<Part> parts, Map<Part, Number> last) {
                Map<Part, Number> ends = new HashMap<>();
                for (Part part : parts) {
                    long from = last.get(part) == null ? 0 : last.get(part).longValue();
                    long to = Math.min(perPartition, from + batch / 2 + ThreadLocalRandom.current().nextInt(batch));
                    for (long i = from; i < to; i++) {
                        collector.emit(new Values(Sentences.sentence(part.index, i)));
                    }
                    ends.put(part, to);
                }
                return ends;
            }

            @Override
            public void refreshPartitions(List<Part> parts) {
            }

            @Override
            public List<Part> getOrderedPartitions(Number all) {
                return Part.all(all);
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }

    @Override
    public Fields getOutputFields() {
        return new Fields("sentence");
    }
}
