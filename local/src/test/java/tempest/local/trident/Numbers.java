// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local.trident;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.spout.ISpoutPartition;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Partitioned sources of the numbers 0 to {@code each - 1}, once from each of their partitions. */
final class Numbers {
    private Numbers() {
    }

    record Part(int index) implements ISpoutPartition {
        @Override
        public String getId() {
            return "p" + index;
        }

        static List<Part> all(Number count) {
            return IntStream.range(0, count.intValue()).mapToObj(Part::new).toList();
        }
    }

    /** Batches that are replayed unchanged. */
    record Replayed(int parts, int each, int batch) implements IPartitionedTridentSpout<Number, Part, Map<String, Object>> {
        @Override
        public Coordinator<Number> getCoordinator(Map<String, Object> conf, TopologyContext context) {
            return new Coordinator<>() {
                @Override
                public Number getPartitionsForBatch() {
                    return (long) parts;
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
            return new Emitter<>() {
                @Override
                public List<Part> getOrderedPartitions(Number all) {
                    return Part.all(all);
                }

                @Override
                public Map<Part, Map<String, Object>> emitBatchNew(TransactionAttempt tx, TridentCollector collector, Set<Part> some,
                                                                   Map<Part, Map<String, Object>> last) {
                    Map<Part, Map<String, Object>> described = new HashMap<>();
                    for (Part part : some) {
                        long from = last.containsKey(part) ? ((Number) last.get(part).get("to")).longValue() : 0;
                        described.put(part, Map.of("from", from, "to", Math.min(each, from + batch)));
                        reEmitPartitionBatch(tx, collector, part, described.get(part));
                    }
                    return described;
                }

                @Override
                public void refreshPartitions(List<Part> own) {
                }

                @Override
                public void reEmitPartitionBatch(TransactionAttempt tx, TridentCollector collector, Part part, Map<String, Object> described) {
                    for (long i = ((Number) described.get("from")).longValue(); i < ((Number) described.get("to")).longValue(); i++) {
                        collector.emit(new Values(i));
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
            return new Fields("number");
        }
    }

    /** Batches of random sizes. */
    record Opaque(int parts, int each, int batch) implements IOpaquePartitionedTridentSpout<Number, Part, Number> {
        @Override
        public Coordinator<Number> getCoordinator(Map<String, Object> conf, TopologyContext context) {
            return new Coordinator<>() {
                @Override
                public boolean isReady(long txid) {
                    return true;
                }

                @Override
                public Number getPartitionsForBatch() {
                    return (long) parts;
                }

                @Override
                public void close() {
                }
            };
        }

        @Override
        public Emitter<Number, Part, Number> getEmitter(Map<String, Object> conf, TopologyContext context) {
            return new Emitter<>() {
                @Override
                public Map<Part, Number> emitBatchNew(TransactionAttempt tx, TridentCollector collector, Set<Part> some, Map<Part, Number> last) {
                    Map<Part, Number> ends = new HashMap<>();
                    for (Part part : some) {
                        long from = last.containsKey(part) ? last.get(part).longValue() : 0;
                        long to = Math.min(each, from + 1 + ThreadLocalRandom.current().nextInt(2 * batch));
                        for (long i = from; i < to; i++) {
                            collector.emit(new Values(i));
                        }
                        ends.put(part, to);
                    }
                    return ends;
                }

                @Override
                public void refreshPartitions(List<Part> own) {
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
            return new Fields("number");
        }
    }
}
