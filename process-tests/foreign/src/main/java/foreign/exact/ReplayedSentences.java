// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.exact;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Sentences in batches that are replayed unchanged: a batch is described by its first sentence and the one after its last. */
public final class ReplayedSentences implements IPartitionedTridentSpout<Number, Part, Map<String, Object>> {
    private static final long serialVersionUID = 1L;

    private final int partitions;
    private final long perPartition;
    private final int batch;

    ReplayedSentences(int partitions, long perPartition, int batch) {
        this.partitions = partitions;
        this.perPartition = perPartition;
        this.batch = batch;
    }

    @Override
    public Coordinator<Number> getCoordinator(Map<String, Object> conf, TopologyContext context) {
        return new Coordinator<Number>() {
            @Override
            public Number getPartitionsForBatch() {
                return (long) partitions;
            }

            @Override
            public boolean isReady(long txid) {
                return true;
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public Emitter<Number, Part, Map<String, Object>> getEmitter(Map<String, Object> conf, TopologyContext context) {
        return new Emitter<Number, Part, Map<String, Object>>() {
            @Override
            public List<Part> getOrderedPartitions(Number all) {
                return Part.all(all);
            }

            @Override
            public Map<Part, Map<String, Object>> emitBatchNew(TransactionAttempt tx, TridentCollector collector, Set<Part> parts,
                                                               Map<Part, Map<String, Object>> last) {
                Map<Part, Map<String, Object>> described = new HashMap<>();
                for (Part part : parts) {
                    long from = last.get(part) == null ? 0 : ((Number) last.get(part).get("to")).longValue();
                    Map<String, Object> its = new HashMap<>();
                    its.put("from", from);
                    its.put("to", Math.min(perPartition, from + batch));
                    described.put(part, its);
                    reEmitPartitionBatch(tx, collector, part, its);
                }
                return described;
            }

            @Override
            public void refreshPartitions(List<Part> parts) {
            }

            @Override
            public void reEmitPartitionBatch(TransactionAttempt tx, TridentCollector collector, Part part, Map<String, Object> described) {
                long to = ((Number) described.get("to")).longValue();
                for (long i = ((Number) described.get("from")).longValue(); i < to; i++) {
                    collector.emit(new Values(Sentences.sentence(part.index, i)));
                }
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
