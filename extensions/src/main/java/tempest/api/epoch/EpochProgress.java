// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.List;
import java.util.Map;

/**
 * What one life of a bolt has under way: tuples that it was given and did not ack or fail, emits of other threads, and what it sent in this epoch. The task's thread and any
 * other may ack, fail and emit; only the former ends an epoch. Calls of the task's thread while it runs the bolt take no lock.
 *
 * <pre>
 * NEW --its incarnation began--> OPEN --the incarnation is over--> CLOSED
 * </pre>
 */
final class EpochProgress {
    private final OwnThread ownThread;
    private final EpochOutput output;
    private volatile State state = State.NEW;
    private long incarnation;
    private long epoch;
    private volatile Long tag;
    /** The task's thread's. */
    private long given;
    private long settled;
    /** Guarded by this. */
    private long settledElsewhere;
    private int emitting;
    private volatile String failure;

    private enum State { NEW, OPEN, CLOSED }

    /** Which thread runs the task, while it does. */
    static final class OwnThread {
        private Thread running;

        void enter() {
            running = Thread.currentThread();
        }

        void exit() {
            running = null;
        }

        /** Others may see an old value, which is not their thread either. */
        boolean isCurrent() {
            return running == Thread.currentThread();
        }
    }

    EpochProgress(OwnThread ownThread, EpochOutput output) {
        this.ownThread = ownThread;
        this.output = output;
    }

    boolean isNew() {
        return state == State.NEW;
    }

    synchronized void open(long of, long after) {
        incarnation = of;
        epoch = after + 1;
        tag = Tag.of(incarnation, epoch);
        state = State.OPEN;
    }

    synchronized void close() {
        state = State.CLOSED;
    }

    /** The tag of what the task's thread emits; null if it counts no more. */
    Long tag() {
        requireBegun();
        return state == State.OPEN ? tag : null;
    }

    private void requireBegun() {
        if (state == State.NEW) {
            throw new IllegalStateException("a bolt of an exactly-once topology emits before it got a tuple: what it emits while it is prepared belongs to no epoch");
        }
    }

    boolean isOwnThread() {
        return ownThread.isCurrent();
    }

    void sent(List<Integer> tasks) {
        output.count(tasks);
    }

    boolean reaches(String stream, int target) {
        return output.reaches(stream, target);
    }

    /** Another thread begins to emit; the tag, or null if it counts no more. */
    synchronized Long beginEmit() {
        requireBegun();
        if (state == State.CLOSED) {
            return null;
        }
        emitting++;
        return tag;
    }

    synchronized void endEmit(List<Integer> tasks) {
        emitting--;
        output.countElsewhere(tasks);
    }

    void given() {
        given++;
    }

    void settled() {
        if (ownThread.isCurrent()) {
            settled++;
        } else {
            settledElsewhere();
        }
    }

    private synchronized void settledElsewhere() {
        settledElsewhere++;
    }

    /** Another thread failed a tuple. */
    synchronized void failed(String why) {
        failure = why;
    }

    /** Why the incarnation cannot go on; null if it can. */
    String failure() {
        return failure;
    }

    synchronized long unsettled() {
        return given - settled - settledElsewhere;
    }

    /** Whether something of this epoch is under way. */
    synchronized boolean isBusy() {
        return emitting > 0 || unsettled() != 0;
    }

    /** Ends the epoch, unless something of it is under way: then null. What is emitted from here on belongs to the next one. */
    synchronized Map<Integer, Long> end() {
        if (isBusy() || failure != null) {
            return null;
        }
        epoch++;
        tag = Tag.of(incarnation, epoch);
        return output.takeCounts();
    }

    void begin(Transaction from) {
        output.begin(incarnation, from);
    }

    void cut(Transaction transaction, Map<Integer, Long> counts) {
        output.cut(transaction, counts);
    }

    /** Sends the last barrier again. */
    void repeat() {
        output.repeat();
    }
}
