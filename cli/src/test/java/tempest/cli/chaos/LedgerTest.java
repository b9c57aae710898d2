// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int[] NOTHING = {};

    private final Ledger ledger = new Ledger(1, 10, 5);
    private int reader;

    @BeforeEach
    void start() {
        reader = ledger.takeOver(0);
        ledger.start(at(0));
    }

    private static long at(double secs) {
        return Math.round(secs * TimeUnit.SECONDS.toNanos(1));
    }

    private void complete(int number, double secs) {
        ledger.seen("sink 0", 0, number, at(secs));
        ledger.acked(0, reader, number, at(secs));
    }

    @Test
    void numbersFallDueAtTheRateAndNoMoreThanTheWindowIsOpen() {
        assertArrayEquals(NOTHING, ledger.take(0, reader, 100, at(0.05)));
        assertArrayEquals(new int[] {0, 1}, ledger.take(0, reader, 2, at(0.3)));
        assertArrayEquals(new int[] {2}, ledger.take(0, reader, 100, at(0.3)));
        assertArrayEquals(new int[] {3, 4}, ledger.take(0, reader, 100, at(9)));
        complete(0, 9);
        assertArrayEquals(new int[] {5}, ledger.take(0, reader, 100, at(9)));
        assertEquals(89, ledger.books(at(9)).late());
    }

    @Test
    void whatFailedAndWhatWasOpenWhenAReaderWasReplacedIsHandedOutAgain() {
        ledger.take(0, reader, 3, at(1));
        ledger.failed(0, reader, 1);
        assertArrayEquals(new int[] {1, 3}, ledger.take(0, reader, 2, at(1)));
        complete(0, 1);
        int old = reader;
        reader = ledger.takeOver(0);
        assertArrayEquals(new int[] {1, 2, 3}, ledger.take(0, reader, 3, at(1)));
        assertArrayEquals(NOTHING, ledger.take(0, old, 3, at(2)));
        ledger.acked(0, old, 1, at(2));
        ledger.failed(0, old, 2);
        Ledger.Books books = ledger.books(at(2));
        assertEquals(1, books.acked(), "one that was replaced does not count");
        assertEquals(1, books.failed());
        assertEquals(4, books.replayed());
    }

    @Test
    void whatIsAcknowledgedAndUnseenIsFalselyAcknowledged() {
        ledger.take(0, reader, 4, at(1));
        complete(0, 1);
        ledger.acked(0, reader, 1, at(1));
        ledger.seen("sink 0", 0, 2, at(1));
        ledger.seen("sink 0", 0, 2, at(1));
        assertEquals(0, ledger.books(at(1)).falselyAcked(), "a sink may still be on its way");
        ledger.mark(at(1));
        Ledger.Books books = ledger.books(at(1));
        assertEquals(1, books.falselyAcked());
        assertEquals(2, books.unseen());
        assertEquals(2, books.open());
        complete(3, 2);
        assertEquals(1, ledger.books(at(2)).open());
    }

    @Test
    void theLongestStopOfATaskCountsFromTheMarkAndUntilNow() {
        ledger.take(0, reader, 5, at(1));
        complete(0, 1);
        ledger.mark(at(3));
        complete(1, 4);
        complete(2, 6.5);
        assertEquals(Map.of("sink 0", 2.5, "spout 0", 2.5), ledger.longestStops(at(7)));
        assertEquals(Map.of("sink 0", 3.5, "spout 0", 3.5), ledger.longestStops(at(10)));
        assertEquals(Map.of("sink 0", 3.5, "spout 0", 3.5), ledger.idle(at(10)));
    }

    @Test
    void theWorstLatencyCountsFromWhenANumberFellDueAndOnlyOnceForEach() {
        ledger.take(0, reader, 5, at(1));
        complete(0, 9);
        ledger.mark(at(9));
        complete(1, 9.5);
        complete(0, 20);
        assertEquals(9.3, ledger.books(at(20)).worst(), 1e-6);
    }

    @Test
    void nothingFallsDueAfterTheEnd() {
        ledger.stop(at(0.2));
        assertArrayEquals(new int[] {0, 1}, ledger.take(0, reader, 100, at(5)));
        assertEquals(2, ledger.books(at(5)).late());
    }
}
