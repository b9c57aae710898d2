// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.io.Serializable;
import java.util.List;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.tuple.Fields;

/**
 * One operation of a stage. The planner makes it, with fields already checked; then it is serialized, and each task has a copy that only the task's
 * thread calls: {@link #prepare} once, and for each batch {@link #start}, {@link #take} for each tuple, {@link #finish}. Batches overlap, so
 * what belongs to one is kept in its {@link Batch} at {@link #slot}. A step never looks at other steps; it puts tuples into {@link #next}.
 */
public abstract class Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The index of this step's state in a {@link Batch}. */
    transient int slot;
    /** Receives this step's output. */
    transient Sink next;

    /**
     * Prepares user code.
     *
     * @return the shape of this step's output
     */
    abstract TridentTuple.Factory prepare(StepContext context);

    void start(Batch batch) {
    }

    /** @param input which of the step's inputs the tuple comes by */
    abstract void take(Batch batch, int input, TridentTupleView tuple);

    /** All tuples of the batch were taken. */
    void finish(Batch batch) {
    }

    /** The batch will not be finished here: another attempt took over. */
    void abandon(Batch batch) {
    }

    void cleanup() {
    }

    /**
     * Which fields of an input are read, so that no others are sent to where this step runs.
     *
     * @param input  which of the inputs
     * @param given  all fields that input has
     * @param wanted those of this step's output that are read downstream
     */
    public abstract List<String> reads(int input, Fields given, List<String> wanted);

    /** Whether it changes state, and so may finish a batch only when it is that batch's turn. */
    public boolean commits() {
        return false;
    }

    static List<String> all(Fields given) {
        return given.toList();
    }

    /** The wanted fields that come from the input, and those the step reads itself. */
    static List<String> passedOnAnd(Fields given, List<String> wanted, Fields own) {
        List<String> read = own.toList();
        for (String field : wanted) {
            if (given.contains(field) && !read.contains(field)) {
                read.add(field);
            }
        }
        return read;
    }
}
