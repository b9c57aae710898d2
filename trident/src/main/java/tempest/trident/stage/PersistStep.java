// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/**
 * Keeps the tuples of a batch and, when it is the batch's turn, updates the state with all of them within one {@code beginCommit} and
 * {@code commit}. Where a partition has no tuples of a batch, its state is not touched, unless time matters to it, or
 * an earlier attempt of the batch had some: the state may then take back what that attempt wrote.
 */
public final class PersistStep extends Step {
    private static final long serialVersionUID = 1L;

    private final int state;
    private final Fields in;
    private final StateUpdater<State> updater;
    private final Fields out;
    private final boolean always;
    private transient ProjectionFactory projection;
    private transient Emission.Fresh emission;
    private transient States states;
    /** The last transaction passed to the state. */
    private transient Long begun;
    /** The transaction the state was updated for last. */
    private transient Long last;

    /**
     * @param state  which of the stage's states
     * @param always whether to update it in batches without tuples too
     */
    @SuppressWarnings("unchecked")
    public PersistStep(int state, Fields in, StateUpdater<?> updater, Fields out, boolean always) {
        this.always = always;
        this.state = state;
        this.in = in;
        this.updater = (StateUpdater<State>) updater;
        this.out = out;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        emission = new Emission.Fresh(context, next, out);
        states = context.states();
        updater.prepare(context.conf(), context.operation(projection));
        return emission.shape;
    }

    @Override
    void start(Batch batch) {
        batch.memory[slot] = new ArrayList<TridentTuple>();
    }

    @Override
    @SuppressWarnings("unchecked")
    void take(Batch batch, int input, TridentTupleView tuple) {
        ((List<TridentTuple>) batch.memory[slot]).add(projection.of(tuple));
    }

    @Override
    @SuppressWarnings("unchecked")
    void finish(Batch batch) {
        List<TridentTuple> tuples = (List<TridentTuple>) batch.memory[slot];
        batch.memory[slot] = null;
        Long transaction = batch.attempt.getTransactionId();
        // An earlier attempt may have had tuples here; the state must then be updated though this one has none.
        boolean again = transaction.equals(last);
        if (tuples.isEmpty() && !always && !again) {
            return;
        }
        State updated = states.get(state);
        last = transaction;
        updated.beginCommit(transaction);
        if (always || !tuples.isEmpty()) {
            updater.updateState(updated, tuples, emission.at(batch));
        }
        updated.commit(transaction);
    }

    @Override
    void cleanup() {
        updater.cleanup();
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return all(in);
    }

    @Override
    public boolean commits() {
        return true;
    }
}
