// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchLineTest {
    private final List<String> told = new ArrayList<>();
    private boolean stored = true;
    private final BatchLine line = new BatchLine(new Rounds(4, 2), new Recording());

    private final class Recording implements BatchLine.Steps {
        @Override
        public void tell(Flight flight) {
            told.add(flight.transaction + ":" + flight.attempt + " " + flight.round);
        }

        @Override
        public boolean mayCommit(Flight flight) {
            return stored;
        }

        @Override
        public void completed(Flight flight) {
            told.add(flight.transaction + " complete");
        }

        @Override
        public int attemptAfter(int attempt) {
            return attempt + 1;
        }
    }

    private void begin(long transaction) {
        line.begin(new Flight(transaction, 0, List.of(), CompletableFuture.completedFuture(null)));
    }

    private List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Test
    void a_batch_goes_through_its_rounds() {
        begin(1);
        for (int round = 0; round < 4; round++) {
            line.done(new RoundId(1, 0, round));
        }
        assertEquals(List.of("1:0 0", "1:0 1", "1:0 2", "1:0 3", "1 complete"), told());
        assertEquals(0, line.size());
    }

    @Test
    void a_batch_commits_after_the_one_before_is_complete() {
        begin(1);
        begin(2);
        line.done(new RoundId(2, 0, 0));
        line.done(new RoundId(2, 0, 1));
        assertEquals(List.of("1:0 0", "2:0 0", "2:0 1"), told());
        for (int round = 0; round < 4; round++) {
            line.done(new RoundId(1, 0, round));
        }
        assertEquals(List.of("1:0 1", "1:0 2", "1:0 3", "1 complete", "2:0 2"), told());
    }

    @Test
    void nothing_commits_before_what_it_relies_on_is_stored() {
        stored = false;
        begin(1);
        line.done(new RoundId(1, 0, 0));
        line.done(new RoundId(1, 0, 1));
        assertEquals(List.of("1:0 0", "1:0 1"), told());
        stored = true;
        line.settle();
        assertEquals(List.of("1:0 2"), told());
    }

    @Test
    void a_failed_batch_and_all_later_ones_begin_again_in_order() {
        begin(1);
        begin(2);
        begin(3);
        line.done(new RoundId(3, 0, 0));
        told();
        line.failed(new RoundId(2, 0, 0));
        line.done(new RoundId(3, 0, 1));
        line.failed(new RoundId(2, 0, 0));
        assertEquals(List.of(), told());
        line.replay();
        assertEquals(List.of("2:1 0", "3:1 0"), told());
        line.done(new RoundId(2, 0, 0));
        assertEquals(List.of(), told(), "word of a former attempt");
    }

    @Test
    void whatever_fails_commits_are_in_order_and_every_batch_is_complete_once() {
        for (long seed = 0; seed < 300; seed++) {
            simulate(new Random(seed), seed);
        }
    }

    /** Rounds end in any order, some badly; some that ended are told of again. */
    private static void simulate(Random random, long seed) {
        Rounds rounds = new Rounds(1 + random.nextInt(4), 1 + random.nextInt(4));
        if (rounds.commitFrom() > rounds.count()) {
            rounds = new Rounds(rounds.count(), rounds.count());
        }
        Rounds plan = rounds;
        List<RoundId> open = new ArrayList<>();
        List<Long> complete = new ArrayList<>();
        Set<Long> committing = new HashSet<>();
        BatchLine line = new BatchLine(plan, new BatchLine.Steps() {
            @Override
            public void tell(Flight flight) {
                open.add(new RoundId(flight.transaction, flight.attempt, flight.round));
                if (plan.commits(flight.round)) {
                    committing.add(flight.transaction);
                    assertEquals(complete.size() + 1, flight.transaction, () -> "seed " + seed + ": commits before an earlier one is complete");
                }
            }

            @Override
            public boolean mayCommit(Flight flight) {
                return random.nextBoolean();
            }

            @Override
            public void completed(Flight flight) {
                complete.add(flight.transaction);
            }

            @Override
            public int attemptAfter(int attempt) {
                return attempt + 1;
            }
        });
        long next = 1;
        for (int step = 0; step < 2000 && complete.size() < 20; step++) {
            if (line.size() < 4 && !line.isToReplay() && next <= 20 && random.nextBoolean()) {
                line.begin(new Flight(next++, 0, List.of(), CompletableFuture.completedFuture(null)));
            } else if (line.isToReplay() && random.nextBoolean()) {
                line.replay();
            } else if (!open.isEmpty()) {
                RoundId id = open.get(random.nextInt(open.size()));
                if (random.nextInt(10) > 0) {
                    open.remove(id);
                }
                if (random.nextInt(8) == 0) {
                    line.failed(id);
                } else {
                    line.done(id);
                }
            } else {
                line.settle();
            }
            line.settle();
        }
        assertEquals(20, complete.size(), () -> "seed " + seed + ": not all complete");
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1, complete.get(i), "seed " + seed);
        }
        assertTrue(plan.commitFrom() == plan.count() || committing.size() == 20, "seed " + seed);
    }
}
