// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import tempest.cluster.DeadLetterSettings;
import tempest.worker.ack.RootId;
import tempest.worker.tuple.EventValues;
import tempest.worker.tuple.TupleImpl;

/**
 * Emits what a bolt's task fails on the last attempt as dead letters, anchored to the failed tuple, so that the spout's message is acked when the
 * letter was, and comes again if that is lost. Used only by its emitter's thread, for failures alone.
 */
final class DeadLetterOutput {
    private final TaskPlan plan;
    private final TaskOutput out;
    private final WorkerContext worker;

    private DeadLetterOutput(TaskPlan plan, TaskOutput out, WorkerContext worker) {
        this.plan = plan;
        this.out = out;
        this.worker = worker;
    }

    /** Null if the task's component has no dead letters. */
    static DeadLetterOutput of(TaskPlan plan, TaskOutput out, WorkerContext worker) {
        boolean has = worker.deadLetters().isOn() && plan.streams().stream().anyMatch(stream -> stream.source().stream().equals(DeadLetterSettings.STREAM));
        return has ? new DeadLetterOutput(plan, out, worker) : null;
    }

    /** Whether a failed tuple is to be acked once it was {@link #emit}ted. A dead letter itself is not: whoever cannot process it gets it again. */
    boolean takes(TupleImpl tuple, String stream) {
        for (int i = tuple.anchorCount() - 1; i >= 0; i--) {
            if (RootId.isLastAttempt(tuple.root(i))) {
                return !stream.equals(DeadLetterSettings.STREAM);
            }
        }
        return false;
    }

    /**
     * Emits one.
     *
     * @param anchor the engine's form of the tuple
     * @param cause why it failed; null if nobody said
     */
    void emit(Tuple tuple, TupleImpl anchor, String cause) {
        int spout = 0;
        for (int i = anchor.anchorCount() - 1; i >= 0; i--) {
            spout = RootId.isLastAttempt(anchor.root(i)) ? RootId.task(anchor.root(i)) : spout;
        }
        Fields fields = tuple.getFields();
        List<String> names = fields == null ? List.of() : fields.toList();
        out.metrics.deadLetters.incrementAndGet();
        out.emit(DeadLetterSettings.STREAM, anchor, new Values(plan.componentId(), plan.task(), tuple.getSourceComponent(), tuple.getSourceTask(),
            tuple.getSourceStreamId(), new ArrayList<>(names), new EventValues(tuple.getValues()), worker.routing().componentOf().apply(spout),
            worker.deadLetters().after(), worker.timing().clock().millis(), cause));
    }
}
