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

class BatchPipelineTest {
    private final List<String> events = new ArrayList<>();
    private boolean stored = true;
    private final BatchPipeline pipeline = new BatchPipeline(new Rounds(4, 2), new Recording());

    private final class Recording implements BatchPipeline.Actions {
        @Override
        public void startRound(BatchInFlight batch) {
            events.add(batch.transaction + ":" + batch.attempt + " " + batch.round);
        }

        @Override
        public boolean mayCommit(BatchInFlight batch) {
            return stored;
        }

        @Override
        public void completed(BatchInFlight batch) {
            events.add(batch.transaction + " complete");
        }

        @Override
        public int attemptAfter(int attempt) {
            return attempt + 1;
        }
    }

    private void begin(long transaction) {
        pipeline.begin(new BatchInFlight(transaction, 0, List.of(), CompletableFuture.completedFuture(null)));
    }

    private List<String> events() {
        List<String> all = List.copyOf(events);
        events.clear();
        return all;
    }

    @Test
    void aBatchGoesThroughItsRounds() {
        begin(1);
        for (int round = 0; round < 4; round++) {
            pipeline.done(new RoundId(1, 0, round));
        }
        assertEquals(List.of("1:0 0", "1:0 1", "1:0 2", "1:0 3", "1 complete"), events());
        assertEquals(0, pipeline.size());
    }

    @Test
    void aBatchCommitsAfterTheOneBeforeIsComplete() {
        begin(1);
        begin(2);
        pipeline.done(new RoundId(2, 0, 0));
        pipeline.done(new RoundId(2, 0, 1));
        assertEquals(List.of("1:0 0", "2:0 0", "2:0 1"), events());
        for (int round = 0; round < 4; round++) {
            pipeline.done(new RoundId(1, 0, round));
        }
        assertEquals(List.of("1:0 1", "1:0 2", "1:0 3", "1 complete", "2:0 2"), events());
    }

    @Test
    void nothingCommitsBeforeWhatItReliesOnIsStored() {
        stored = false;
        begin(1);
        pipeline.done(new RoundId(1, 0, 0));
        pipeline.done(new RoundId(1, 0, 1));
        assertEquals(List.of("1:0 0", "1:0 1"), events());
        stored = true;
        pipeline.settle();
        assertEquals(List.of("1:0 2"), events());
    }

    @Test
    void aFailedBatchAndAllLaterOnesBeginAgainInOrder() {
        begin(1);
        begin(2);
        begin(3);
        pipeline.done(new RoundId(3, 0, 0));
        events();
        pipeline.failed(new RoundId(2, 0, 0));
        pipeline.done(new RoundId(3, 0, 1));
        pipeline.failed(new RoundId(2, 0, 0));
        assertEquals(List.of(), events());
        pipeline.replay();
        assertEquals(List.of("2:1 0", "3:1 0"), events());
        pipeline.done(new RoundId(2, 0, 0));
        assertEquals(List.of(), events(), "message of a former attempt");
    }

    @Test
    void whateverFailsCommitsAreInOrderAndEveryBatchIsCompleteOnce() {
        for (long seed = 0; seed < 300; seed++) {
            simulate(new Random(seed), seed);
        }
    }

    /** Rounds end in any order, some badly; some are reported twice. */
    private static void simulate(Random random, long seed) {
        Rounds rounds = new Rounds(1 + random.nextInt(4), 1 + random.nextInt(4));
        if (rounds.commitFrom() > rounds.count()) {
            rounds = new Rounds(rounds.count(), rounds.count());
        }
        Rounds plan = rounds;
        List<RoundId> open = new ArrayList<>();
        List<Long> complete = new ArrayList<>();
        Set<Long> committing = new HashSet<>();
        BatchPipeline pipeline = new BatchPipeline(plan, new BatchPipeline.Actions() {
            @Override
            public void startRound(BatchInFlight batch) {
                open.add(new RoundId(batch.transaction, batch.attempt, batch.round));
                if (plan.commits(batch.round)) {
                    committing.add(batch.transaction);
                    assertEquals(complete.size() + 1, batch.transaction, () -> "seed " + seed + ": commits before an earlier one is complete");
                }
            }

            @Override
            public boolean mayCommit(BatchInFlight batch) {
                return random.nextBoolean();
            }

            @Override
            public void completed(BatchInFlight batch) {
                complete.add(batch.transaction);
            }

            @Override
            public int attemptAfter(int attempt) {
                return attempt + 1;
            }
        });
        long next = 1;
        for (int step = 0; step < 2000 && complete.size() < 20; step++) {
            if (pipeline.size() < 4 && !pipeline.isToReplay() && next <= 20 && random.nextBoolean()) {
                pipeline.begin(new BatchInFlight(next++, 0, List.of(), CompletableFuture.completedFuture(null)));
            } else if (pipeline.isToReplay() && random.nextBoolean()) {
                pipeline.replay();
            } else if (!open.isEmpty()) {
                RoundId id = open.get(random.nextInt(open.size()));
                if (random.nextInt(10) > 0) {
                    open.remove(id);
                }
                if (random.nextInt(8) == 0) {
                    pipeline.failed(id);
                } else {
                    pipeline.done(id);
                }
            } else {
                pipeline.settle();
            }
            pipeline.settle();
        }
        assertEquals(20, complete.size(), () -> "seed " + seed + ": not all complete");
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1, complete.get(i), "seed " + seed);
        }
        assertTrue(plan.commitFrom() == plan.count() || committing.size() == 20, "seed " + seed);
    }
}
