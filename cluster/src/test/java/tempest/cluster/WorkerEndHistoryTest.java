// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

class WorkerEndHistoryTest {
    private static final long MINUTE = 60_000;

    private static WorkerEnd end(long millis, int port, EndCause cause) {
        return new WorkerEnd(millis, cause, "h", port, "exited with status 7");
    }

    private static WorkerEnds ends(WorkerEnd... all) {
        Optional<WorkerEnds> ends = Optional.empty();
        for (WorkerEnd one : all) {
            ends = Optional.of(WorkerEndHistory.plus(ends, one));
        }
        return ends.orElseThrow();
    }

    private static boolean loops(WorkerEnds ends, long now) {
        return WorkerEndHistory.loop(ends, now).isPresent();
    }

    @Test
    void aWorkerThatEndsThreeTimesInFiveMinutesEndsAgainAndAgain() {
        WorkerEnds twice = ends(end(0, 1, EndCause.EXITED), end(2_000, 1, EndCause.EXITED));
        assertEquals(false, loops(twice, 2_000));
        WorkerEnds thrice = WorkerEndHistory.plus(Optional.of(twice), end(6_000, 1, EndCause.SIGNALLED));
        assertTrue(loops(thrice, 6_000));
        assertEquals("workers end again and again: 3 within 5 minutes, the last 1 s ago: worker h:1 exited with status 7",
            WorkerEndHistory.describe(WorkerEndHistory.loop(thrice, 7_000).orElseThrow(), 7_000));
    }

    @Test
    void itIsOverFiveMinutesAfterTheThirdLastEnd() {
        WorkerEnds ends = ends(end(0, 1, EndCause.EXITED), end(MINUTE, 1, EndCause.HUNG), end(2 * MINUTE, 1, EndCause.EXITED));
        assertTrue(loops(ends, 5 * MINUTE - 1));
        assertEquals(false, loops(ends, 5 * MINUTE));
    }

    @Test
    void workersThatEndTogetherWithTheirHostDoNotEndAgainAndAgain() {
        WorkerEnds once = ends(end(0, 1, EndCause.UNREACHABLE), end(100, 2, EndCause.UNREACHABLE), end(200, 3, EndCause.UNREACHABLE), end(300, 4, EndCause.UNREACHABLE));
        assertEquals(false, loops(once, 1_000));
        WorkerEnds afterOneAnother = ends(end(0, 1, EndCause.EXITED), end(MINUTE, 2, EndCause.EXITED), end(2 * MINUTE, 3, EndCause.EXITED));
        assertTrue(loops(afterOneAnother, 2 * MINUTE));
    }

    @Test
    void plannedEndsAreCountedButNoTrouble() {
        WorkerEnds planned = ends(end(0, 1, EndCause.PLANNED), end(1_000, 1, EndCause.PLANNED), end(2_000, 1, EndCause.PLANNED), end(3_000, 1, EndCause.EXITED));
        assertEquals(false, loops(planned, 3_000));
        assertEquals(Map.of(EndCause.PLANNED, 3L, EndCause.EXITED, 1L), planned.get_totals());
        assertEquals(1, WorkerEndHistory.unplanned(planned));
    }

    @Test
    void theLatestTwentyAreKeptInOrderWithBoundedLinesAndAllAreCounted() {
        WorkerEnd wordy = end(1_000, 1, EndCause.EXITED);
        wordy.set_last_lines(IntStream.range(0, 30).mapToObj(i -> i + "x".repeat(1_000)).toList());
        Optional<WorkerEnds> ends = Optional.of(WorkerEndHistory.plus(Optional.empty(), wordy));
        assertEquals(10, ends.get().get_recent().get(0).get_last_lines().size());
        assertEquals("29" + "x".repeat(298), ends.get().get_recent().get(0).get_last_lines().get(9));
        for (int i = 0; i < 24; i++) {
            ends = Optional.of(WorkerEndHistory.plus(ends, end(1_000 + (i ^ 1), 1, EndCause.EXITED)));
        }
        assertEquals(20, ends.get().get_recent().size());
        assertEquals(List.of(1_023L, 1_022L, 1_021L), ends.get().get_recent().subList(0, 3).stream().map(WorkerEnd::get_time_millis).toList());
        assertEquals(25, WorkerEndHistory.unplanned(ends.get()));
    }
}
