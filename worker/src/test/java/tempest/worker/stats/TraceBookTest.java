// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import tempest.cluster.ManualClock;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

final class TraceBookTest {
    private final ManualClock clock = new ManualClock();
    private final TraceBook traces = new TraceBook(clock);
    private final StreamSource source = new StreamSource(0, "a", "default", new Fields("x"), null);

    @Test
    void nothingIsTracedUntilARateIsSetAndEverythingAtAHundredPercent() {
        assertFalse(traces.isOn() || traces.picks(1) || traces.picks(tuple(1)));
        traces.rate(100);
        assertTrue(traces.isOn() && LongStream.range(1, 10_000).allMatch(traces::picks));
        assertFalse(traces.picks(tuple(0)), "a tuple without a tree");
        traces.rate(0);
        assertFalse(traces.isOn() || traces.picks(1));
    }

    @Test
    void aboutTheWantedShareIsPickedAndByEveryWorkerTheSame() {
        TraceBook other = new TraceBook(clock);
        traces.rate(1);
        other.rate(1);
        long picked = LongStream.range(0, 200_000).filter(slot -> traces.picks(5L << 44 | (slot / 1000) << 24 | slot % 1000)).count();
        assertTrue(picked > 1600 && picked < 2400, picked + " of 200000");
        assertTrue(LongStream.range(0, 10_000).allMatch(root -> traces.picks(root) == other.picks(root)));
    }

    @Test
    void aHopIsReportedOnceItIsExecutedAndSettledInEitherOrder() {
        traces.rate(100);
        TupleImpl within = tuple(1);
        traces.begun(within);
        clock.advance(2, TimeUnit.MILLISECONDS);
        traces.settled(within, TraceBook.End.COMPLETE);
        clock.advance(3, TimeUnit.MILLISECONDS);
        assertEquals(List.of(), hops());
        traces.executed(within);
        List<TraceBook.Hop> reported = hops();
        assertEquals(1, reported.size());
        assertEquals(2000, traces.settledMicros(reported.get(0)) - traces.begunMicros(reported.get(0)));
        assertEquals(5000, traces.executedMicros(reported.get(0)) - traces.begunMicros(reported.get(0)));
        TupleImpl later = tuple(2);
        traces.begun(later);
        traces.executed(later);
        assertEquals(List.of(), hops());
        traces.settled(later, TraceBook.End.FAILED);
        assertEquals(TraceBook.End.FAILED, hops().get(0).end());
    }

    @Test
    void aTupleThatIsNeverSettledIsReportedAsOpenAfterAWhile() {
        traces.rate(100);
        TupleImpl forgotten = tuple(1);
        traces.begun(forgotten);
        traces.executed(forgotten);
        clock.advance(31, TimeUnit.SECONDS);
        List<TraceBook.Hop> reported = hops();
        assertEquals(TraceBook.End.OPEN, reported.get(0).end());
        assertEquals(0, traces.settledMicros(reported.get(0)));
        traces.settled(forgotten, TraceBook.End.COMPLETE);
        assertEquals(List.of(), hops());
    }

    @Test
    void tracesBeyondTheCapacityAreDropped() {
        traces.rate(100);
        for (int i = 1; i <= 5000; i++) {
            traces.ended(i, "default", i, 0, 0, TraceBook.End.COMPLETE);
            traces.begun(tuple(i));
        }
        List<TraceBook.Root> roots = new ArrayList<>();
        traces.takeRoots(roots, 500);
        assertEquals(500, roots.size());
        assertEquals(1, roots.get(0).root());
        traces.takeRoots(roots, 10_000);
        assertEquals(1024, roots.size());
    }

    private List<TraceBook.Hop> hops() {
        List<TraceBook.Hop> hops = new ArrayList<>();
        traces.takeHops(hops::add, 100);
        return hops;
    }

    private TupleImpl tuple(long root) {
        return new TupleImpl(source, 1, new Values("x"), root, 7, null);
    }
}
