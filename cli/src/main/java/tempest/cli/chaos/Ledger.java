// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The books of `storm chaos`: a replayable source of numbered tuples in partitions, one a spout task, and a checker that knows of each number
 * whether it was handed out, acknowledged, failed, and seen by a sink. Numbers fall due at a steady rate whether or not anybody takes them. Any
 * thread; the time is passed in, in nanoseconds. Never waits.
 */
final class Ledger {
    private static final double SECOND = 1e9;

    /** One partition. */
    private static final class Partition {
        private final BitSet acked = new BitSet();
        private final BitSet seen = new BitSet();
        private final ArrayDeque<Integer> again = new ArrayDeque<>();
        private int next;
        private int ackedCount;
        private int reader;
    }

    /** When something that ought to work all the time did so last, and the longest it did not since the last mark. */
    private static final class Activity {
        private long last;
        private long longest;

        private void at(long now) {
            longest = Math.max(longest, now - last);
            last = now;
        }
    }

    /**
     * The books since the last mark, or since the beginning where that is said.
     *
     * @param acked acknowledged for the first time
     * @param failed times a spout was told that a tuple failed
     * @param replayed times a number was handed out again
     * @param copies times a sink saw a number that one had seen before
     * @param late numbers that are due and not acknowledged, whenever they fell due
     * @param open numbers of before the last mark that are handed out and not acknowledged
     * @param unseen numbers handed out since the beginning that no sink has seen
     * @param falselyAcked numbers of before the last mark that are acknowledged and that no sink has seen, or has not been heard of yet: a sink
     *     speaks before the spout does, but over another connection
     * @param worst the longest time in seconds from when a number fell due until it was acknowledged for the first time
     */
    record Books(long acked, long failed, long replayed, long copies, long late, long open, long unseen, long falselyAcked, double worst) {}

    private final double perNano;
    private final int window;
    private final Partition[] partitions;
    private final int[] atMark;
    private final Map<String, Activity> activities = new HashMap<>();
    private long start = -1;
    private long stopped = -1;
    private long acked;
    private long failed;
    private long replayed;
    private long copies;
    private double worst;

    /**
     * @param partitions how many spout tasks there are
     * @param rate numbers a second that fall due, over all partitions
     * @param window most numbers that are handed out and not acknowledged, over all partitions
     */
    Ledger(int partitions, int rate, int window) {
        this.perNano = rate / SECOND / partitions;
        this.window = window / partitions;
        this.partitions = new Partition[partitions];
        this.atMark = new int[partitions];
        for (int i = 0; i < partitions; i++) {
            this.partitions[i] = new Partition();
        }
    }

    int partitions() {
        return partitions.length;
    }

    /** Numbers begin to fall due. */
    synchronized void start(long now) {
        start = now;
    }

    /** No more numbers fall due; what failed is still handed out again. */
    synchronized void stop(long now) {
        stopped = now;
    }

    private int due(long now) {
        return start < 0 ? 0 : (int) ((stopped < 0 ? now - start : stopped - start) * perNano);
    }

    /** A spout task takes over the partition: it gets all that is open again. Returns the reader's number, with which it signs. */
    synchronized int takeOver(int partition) {
        Partition p = partitions[partition];
        p.again.clear();
        for (int i = p.acked.nextClearBit(0); i < p.next; i = p.acked.nextClearBit(i + 1)) {
            p.again.add(i);
        }
        p.reader++;
        return p.reader;
    }

    /** What the reader is to emit now; empty for one that was replaced. */
    synchronized int[] take(int partition, int reader, int most, long now) {
        Partition p = partitions[partition];
        if (p.reader != reader) {
            return new int[0];
        }
        int fresh = Math.max(0, Math.min(due(now) - p.next, window - (p.next - p.ackedCount)));
        int[] numbers = new int[Math.min(most, p.again.size() + fresh)];
        for (int i = 0; i < numbers.length; i++) {
            if (p.again.isEmpty()) {
                numbers[i] = p.next++;
            } else {
                numbers[i] = p.again.poll();
                replayed++;
            }
        }
        return numbers;
    }

    /** A spout's task was told that the tuple is complete. One that was replaced cannot speak for its partition any more. */
    synchronized void acked(int partition, int reader, int number, long now) {
        Partition p = partitions[partition];
        if (p.reader == reader) {
            activity("spout " + partition).at(now);
            if (!p.acked.get(number)) {
                p.acked.set(number);
                p.ackedCount++;
                acked++;
                worst = Math.max(worst, (now - start - (number + 1) / perNano) / SECOND);
            }
        }
    }

    /** A spout's task was told that the tuple failed. */
    synchronized void failed(int partition, int reader, int number) {
        Partition p = partitions[partition];
        if (p.reader == reader) {
            failed++;
            if (!p.acked.get(number)) {
                p.again.add(number);
            }
        }
    }

    /** A sink's task has processed it, and acknowledges it after this. */
    synchronized void seen(String sink, int partition, int number, long now) {
        activity(sink).at(now);
        if (partitions[partition].seen.get(number)) {
            copies++;
        } else {
            partitions[partition].seen.set(number);
        }
    }

    private Activity activity(String name) {
        return activities.computeIfAbsent(name, n -> new Activity());
    }

    /** Begins a new measurement. */
    synchronized void mark(long now) {
        acked = 0;
        failed = 0;
        replayed = 0;
        copies = 0;
        worst = 0;
        activities.values().forEach(a -> {
            a.last = Math.max(a.last, now);
            a.longest = 0;
        });
        for (int i = 0; i < partitions.length; i++) {
            atMark[i] = partitions[i].next;
        }
    }

    synchronized Books books(long now) {
        long late = 0;
        long open = 0;
        long unseen = 0;
        long falselyAcked = 0;
        for (int i = 0; i < partitions.length; i++) {
            Partition p = partitions[i];
            late += due(now) - p.ackedCount;
            open += atMark[i] - p.acked.get(0, atMark[i]).cardinality();
            unseen += p.next - p.seen.cardinality();
            BitSet missing = p.acked.get(0, atMark[i]);
            missing.andNot(p.seen);
            falselyAcked += missing.cardinality();
        }
        return new Books(acked, failed, replayed, copies, late, open, unseen, falselyAcked, worst);
    }

    /** For how many seconds each task has not processed anything. */
    synchronized Map<String, Double> idle(long now) {
        Map<String, Double> idle = new TreeMap<>();
        activities.forEach((name, a) -> idle.put(name, (now - a.last) / SECOND));
        return idle;
    }

    /** The longest time in seconds, since the last mark, in which a task processed nothing, by task: one that does nothing now counts until now. */
    synchronized Map<String, Double> longestStops(long now) {
        Map<String, Double> stops = new TreeMap<>();
        activities.forEach((name, a) -> stops.put(name, Math.max(a.longest, now - a.last) / SECOND));
        return stops;
    }
}
