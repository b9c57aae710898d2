// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.topology.TransactionAttempt;

/**
 * What one component does with each batch: it takes rows, may emit others, and finishes. The planner writes stages, the runtime calls
 * them; all calls of one task come from its executor's thread. Batches overlap in time: rows of a batch may come while earlier ones are
 * not finished, so everything that belongs to a batch lives in the object that {@link #start} returned.
 *
 * <p>A {@link org.apache.storm.topology.FailedException} out of {@link #take} or {@link #finish} fails the batch, which is then replayed under
 * a higher attempt; any other exception ends the worker, as in every bolt. A stage never talks to the coordinator or to the engine's collector.
 */
public interface BatchStage extends Serializable {
    /** Called once, before all else. {@code out} is valid as long as the task lives. */
    void prepare(Map<String, Object> conf, TopologyContext context, BatchOutput out);

    /**
     * Begins a batch at this task: called at its first row, or before {@link #finish} if it has none.
     *
     * @param group   the batch group, as {@link BatchTopology#group} numbered it
     * @param attempt its transaction and attempt
     * @return the state that the stage gets back in each call for this batch; may be null
     */
    Object start(int group, TransactionAttempt attempt);

    /**
     * One row of a batch.
     *
     * @param input which input it arrived by, as {@link BatchTopology.Component#input} numbered it; a source's own rows come by input 0
     * @param row   its values; shared with other tasks, so it must not be changed, but may be kept
     */
    void take(Object batch, int input, Object[] row);

    /**
     * All rows of the batch have arrived. May still emit. In a committing component this is also the commit: every earlier batch of the group
     * has been completed everywhere, and no later one is finished before this one is.
     */
    void finish(Object batch);

    /** The batch will not be finished by this task: another attempt took over. Nothing must be emitted. */
    default void abandon(Object batch) {
    }

    /** Called when the worker stops normally. */
    void cleanup();
}
