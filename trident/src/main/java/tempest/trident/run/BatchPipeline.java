// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.trident.run.BatchInFlight.Phase;

/**
 * The batches in flight and what comes next for each. It only decides; {@link Actions} acts. The coordinator's thread owns it, and it
 * never waits.
 */
final class BatchPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(BatchPipeline.class);

    /** What the pipeline has its owner do. */
    interface Actions {
        /** Sends the coordinator messages of the batch's current round. */
        void startRound(BatchInFlight batch);

        /** Whether all that a commit relies on is stored. */
        boolean mayCommit(BatchInFlight batch);

        /** The batch, and every one before it, is complete. */
        void completed(BatchInFlight batch);

        /** The number of another attempt. */
        int attemptAfter(int attempt);
    }

    private final Rounds rounds;
    private final Actions actions;
    private final TreeMap<Long, BatchInFlight> batches = new TreeMap<>();
    private boolean toReplay;

    BatchPipeline(Rounds rounds, Actions actions) {
        this.rounds = rounds;
        this.actions = actions;
    }

    int size() {
        return batches.size();
    }

    /** The transaction that is not complete and has the lowest number; {@code none} if there is none. */
    long oldest(long none) {
        return batches.isEmpty() ? none : batches.firstKey();
    }

    /** Whether something failed and was not replayed yet. */
    boolean isToReplay() {
        return toReplay;
    }

    void begin(BatchInFlight batch) {
        batches.put(batch.transaction, batch);
        actions.startRound(batch);
    }

    /** A round's tree is complete. */
    void done(RoundId id) {
        BatchInFlight batch = current(id);
        if (batch == null) {
            return;
        }
        batch.round++;
        if (batch.round == rounds.count()) {
            batch.phase = Phase.DONE;
            settle();
        } else if (batch.round == rounds.commitFrom()) {
            batch.phase = Phase.TO_COMMIT;
            settle();
        } else {
            actions.startRound(batch);
        }
    }

    /** A round's tree failed: its batch is replayed, and so are all later ones, which may depend on it. */
    void failed(RoundId id) {
        BatchInFlight batch = current(id);
        if (batch == null) {
            return;
        }
        LOG.info("transaction {} failed in its attempt {}, round {} of {}; {} later ones are replayed with it", batch.transaction,
            batch.attempt, batch.round, rounds.count(), batches.size() - batches.headMap(batch.transaction, true).size());
        for (BatchInFlight again : batches.tailMap(batch.transaction).values()) {
            again.phase = Phase.TO_REPLAY;
        }
        toReplay = true;
    }

    private BatchInFlight current(RoundId id) {
        BatchInFlight batch = batches.get(id.transaction());
        boolean current = batch != null && batch.attempt == id.attempt() && batch.round == id.round() && batch.phase == Phase.RUNNING;
        return current ? batch : null;
    }

    /** Starts the next attempt of whatever failed, in the order of transactions. */
    void replay() {
        toReplay = false;
        for (BatchInFlight batch : batches.values()) {
            if (batch.phase == Phase.TO_REPLAY) {
                batch.attempt = actions.attemptAfter(batch.attempt);
                batch.round = 0;
                batch.phase = Phase.RUNNING;
                actions.startRound(batch);
            }
        }
    }

    /** Completes what can be completed and lets the next one commit, if it may. */
    void settle() {
        Map.Entry<Long, BatchInFlight> first = batches.firstEntry();
        while (first != null && first.getValue().phase == Phase.DONE) {
            batches.remove(first.getKey());
            actions.completed(first.getValue());
            first = batches.firstEntry();
        }
        if (first != null && first.getValue().phase == Phase.TO_COMMIT && actions.mayCommit(first.getValue())) {
            first.getValue().phase = Phase.RUNNING;
            actions.startRound(first.getValue());
        }
    }
}
