// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.Map;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.trident.tuple.TridentTuple;
import tempest.trident.run.Partitioning;

/**
 * Aggregates a whole batch in one partition, and lets only that partition complete: the other ones, which see an empty batch, would each give a tuple
 * as well. An empty batch gives one tuple in all.
 */
public final class OncePerBatch implements Aggregator<OncePerBatch.Run> {
    private static final long serialVersionUID = 1L;

    private final Aggregator<Object> aggregator;
    private boolean changing;
    private transient int partition;
    private transient int partitions;

    /** For a stream whose partitioning is set by {@link #behind}. */
    @SuppressWarnings("unchecked")
    public OncePerBatch(Aggregator<?> aggregator) {
        this.aggregator = (Aggregator<Object>) aggregator;
    }

    /** What to run behind a repartitioning: the aggregator itself where that does not bring a batch together. @param last null for none */
    public Aggregator<?> behind(Partitioning last) {
        changing = last instanceof Partitioning.OneTaskPerBatch;
        return changing || last instanceof Partitioning.Global ? this : aggregator;
    }

    /** The state of a batch. */
    static final class Run {
        final boolean here;
        final Object state;

        Run(boolean here, Object state) {
            this.here = here;
            this.state = state;
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        partition = context.getPartitionIndex();
        partitions = context.numPartitions();
        aggregator.prepare(conf, context);
    }

    @Override
    public Run init(Object batchId, TridentCollector collector) {
        int chosen = changing ? Partitioning.OneTaskPerBatch.index((TransactionAttempt) batchId, partitions) : 0;
        return chosen == partition ? new Run(true, aggregator.init(batchId, collector)) : new Run(false, null);
    }

    @Override
    public void aggregate(Run run, TridentTuple tuple, TridentCollector collector) {
        aggregator.aggregate(run.state, tuple, collector);
    }

    @Override
    public void complete(Run run, TridentCollector collector) {
        if (run.here) {
            aggregator.complete(run.state, collector);
        }
    }

    @Override
    public void cleanup() {
        aggregator.cleanup();
    }
}
