// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.trident.run.Flight.Phase;

/**
 * The batches that are under way and what comes next for each. It only decides; {@link Steps} acts. The coordinator's thread owns it, and it
 * never waits.
 */
final class BatchLine {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLine.class);

    /** What the line has done for it. */
    interface Steps {
        /** Begin the flight's current round. */
        void tell(Flight flight);

        /** Whether all that a commit relies on is stored. */
        boolean mayCommit(Flight flight);

        /** The flight, and every one before it, is complete. */
        void completed(Flight flight);

        /** The number of another attempt. */
        int attemptAfter(int attempt);
    }

    private final Rounds rounds;
    private final Steps steps;
    private final TreeMap<Long, Flight> flights = new TreeMap<>();
    private boolean toReplay;

    BatchLine(Rounds rounds, Steps steps) {
        this.rounds = rounds;
        this.steps = steps;
    }

    int size() {
        return flights.size();
    }

    /** The transaction that is not complete and has the lowest number; {@code none} if there is none. */
    long oldest(long none) {
        return flights.isEmpty() ? none : flights.firstKey();
    }

    /** Whether something failed and was not begun again yet. */
    boolean isToReplay() {
        return toReplay;
    }

    void begin(Flight flight) {
        flights.put(flight.transaction, flight);
        steps.tell(flight);
    }

    /** A round's tree is complete. */
    void done(RoundId id) {
        Flight flight = current(id);
        if (flight == null) {
            return;
        }
        flight.round++;
        if (flight.round == rounds.count()) {
            flight.phase = Phase.DONE;
            settle();
        } else if (flight.round == rounds.commitFrom()) {
            flight.phase = Phase.TO_COMMIT;
            settle();
        } else {
            steps.tell(flight);
        }
    }

    /** A round's tree failed: its batch is to be tried again, and with it all later ones, which may have been made with it in view. */
    void failed(RoundId id) {
        Flight flight = current(id);
        if (flight == null) {
            return;
        }
        LOG.info("transaction {} failed in its attempt {}, round {} of {}; {} later ones are tried again with it", flight.transaction,
            flight.attempt, flight.round, rounds.count(), flights.size() - flights.headMap(flight.transaction, true).size());
        for (Flight again : flights.tailMap(flight.transaction).values()) {
            again.phase = Phase.TO_REPLAY;
        }
        toReplay = true;
    }

    private Flight current(RoundId id) {
        Flight flight = flights.get(id.transaction());
        boolean is = flight != null && flight.attempt == id.attempt() && flight.round == id.round() && flight.phase == Phase.RUNNING;
        return is ? flight : null;
    }

    /** Begins again what failed, in order. */
    void replay() {
        toReplay = false;
        for (Flight flight : flights.values()) {
            if (flight.phase == Phase.TO_REPLAY) {
                flight.attempt = steps.attemptAfter(flight.attempt);
                flight.round = 0;
                flight.phase = Phase.RUNNING;
                steps.tell(flight);
            }
        }
    }

    /** Completes what can be completed and lets the next one commit, if it may. */
    void settle() {
        Map.Entry<Long, Flight> first = flights.firstEntry();
        while (first != null && first.getValue().phase == Phase.DONE) {
            flights.remove(first.getKey());
            steps.completed(first.getValue());
            first = flights.firstEntry();
        }
        if (first != null && first.getValue().phase == Phase.TO_COMMIT && steps.mayCommit(first.getValue())) {
            first.getValue().phase = Phase.RUNNING;
            steps.tell(first.getValue());
        }
    }
}
