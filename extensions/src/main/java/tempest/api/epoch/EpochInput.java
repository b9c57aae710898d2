// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * What a task receives: keeps incarnations and epochs of its inputs apart. Called by the task's thread; knows neither store nor topology.
 *
 * <p>An input is a task before this one. An incarnation begins here when its barrier came from every input; an epoch ends when its barrier did, and as many tuples
 * of it as the barrier says. Tuples of the next epoch are held until then, so the order of an input's tuples and barriers does not matter: what other threads of a bolt emit
 * overtakes. Tuples of earlier incarnations are dropped.
 *
 * <pre>
 * OUT --all began--> IN, or LEFT if another one is this task;   IN --a tuple failed, too many came or are held--> LEFT;   any --a later incarnation is seen--> OUT
 * </pre>
 */
final class EpochInput<T> {
    /** Barriers leave sources at about the same time, and these are held back after one, so what is held is little; but no epoch is worth a worker's memory. */
    private static final int MOST_HELD = 1 << 20;
    private static final long UNKNOWN = -1;

    private final Map<Integer, Channel<T>> channels = new HashMap<>();
    private final Task<T> task;
    private final int mostHeld;
    private State state = State.OUT;
    private long incarnation;
    private long done;
    private long committed;
    private int held;
    private boolean waiting;

    private enum State { OUT, IN, LEFT }

    /** What this task does. */
    interface Task<T> {
        /** Begins an incarnation with what was committed; null, or why it cannot. */
        String begin(long incarnation, Transaction from);

        void process(T tuple);

        /** Every tuple of this epoch was given, and none of the next. False if it cannot end yet: then it is asked again. */
        boolean cut(Transaction transaction);

        void committed(Transaction transaction);

        /** The task takes no part any more in the incarnation that it was in. */
        void ended();

        /** The incarnation cannot go on. */
        void broken(long incarnation, String why);
    }

    /** One input. At most two epochs of it are under way: spouts end none before the last one is committed. */
    private static final class Channel<T> {
        private final Queue<Held<T>> held = new ArrayDeque<>();
        private final long[] epochs = new long[2];
        private final long[] received = new long[2];
        private final long[] expected = new long[2];
        private long incarnation;
        private boolean begun;

        int slot(long epoch) {
            int slot = (int) (epoch & 1);
            if (epochs[slot] != epoch) {
                epochs[slot] = epoch;
                received[slot] = 0;
                expected[slot] = UNKNOWN;
            }
            return slot;
        }

        void reset(long of) {
            held.clear();
            incarnation = of;
            begun = false;
            epochs[0] = UNKNOWN;
            epochs[1] = UNKNOWN;
        }
    }

    private record Held<T>(long epoch, T tuple) {
    }

    EpochInput(Collection<Integer> sources, Task<T> task) {
        this(sources, task, MOST_HELD);
    }

    EpochInput(Collection<Integer> sources, Task<T> task, int mostHeld) {
        sources.forEach(source -> {
            Channel<T> channel = new Channel<>();
            channel.reset(0);
            channels.put(source, channel);
        });
        this.task = task;
        this.mostHeld = mostHeld;
    }

    /** Whether this task takes part in an incarnation, so that it may process and emit. */
    boolean isIn() {
        return state == State.IN;
    }

    private Channel<T> channel(int source, long of) {
        Channel<T> channel = channels.get(source);
        if (channel == null || of < incarnation || of == incarnation && state == State.LEFT) {
            return null;
        }
        if (of > incarnation) {
            out();
            incarnation = of;
        }
        if (channel.incarnation != of) {
            channel.reset(of);
        }
        return channel;
    }

    void tuple(int source, long tag, T tuple) {
        Channel<T> channel = channel(source, Tag.incarnation(tag));
        if (channel == null) {
            return;
        }
        long epoch = Tag.epoch(tag);
        int slot = channel.slot(epoch);
        long received = ++channel.received[slot];
        boolean isLate = channel.expected[slot] != UNKNOWN;
        if (isLate && received > channel.expected[slot]) {
            leave("more tuples of epoch " + epoch + " came from task " + source + " than the " + channel.expected[slot] + " that it sent");
        } else if (state == State.IN && epoch == done + 1) {
            task.process(tuple);
            if (isLate) {
                goOn();
            }
        } else if (state == State.IN && epoch != done + 2) {
            leave("a tuple of epoch " + epoch + " came from task " + source + " after epoch " + done);
        } else {
            hold(channel, new Held<>(epoch, tuple));
        }
    }

    private void hold(Channel<T> channel, Held<T> element) {
        channel.held.add(element);
        if (++held > mostHeld) {
            leave(held + " tuples would be held until all inputs are as far, and " + mostHeld + " may be");
        } else if (waiting) {
            goOn();
        }
    }

    /** @param sent how many tuples of the epoch that ends here, or {@link EpochOutput#BEGIN} */
    void barrier(int source, long of, Transaction transaction, long sent) {
        Channel<T> channel = channel(source, of);
        if (channel == null) {
            return;
        }
        if (sent == EpochOutput.BEGIN) {
            begin(channel, transaction);
        } else if (state == State.IN && transaction.epoch() <= done) {
            return; // barriers are repeated
        } else if (state == State.IN && transaction.epoch() != done + 1) {
            leave("task " + source + " ended epoch " + transaction.epoch() + " after epoch " + done);
        } else {
            channel.expected[channel.slot(transaction.epoch())] = sent;
            goOn();
        }
    }

    private void begin(Channel<T> channel, Transaction from) {
        channel.begun = true;
        if (state == State.IN || !channels.values().stream().allMatch(each -> each.begun && each.incarnation == incarnation)) {
            return;
        }
        done = from.epoch();
        committed = done;
        String refusal = task.begin(incarnation, from);
        if (refusal != null) {
            leave(refusal);
            return;
        }
        state = State.IN;
        drain();
        goOn();
    }

    /** Of an input that says that it ended its epoch, and of which not all tuples came: what is missing; null if there is none. If that stays so, they were lost. */
    String missing() {
        for (Map.Entry<Integer, Channel<T>> each : state == State.IN ? channels.entrySet() : Set.<Map.Entry<Integer, Channel<T>>>of()) {
            Channel<T> channel = each.getValue();
            int slot = channel.slot(done + 1);
            if (channel.expected[slot] > channel.received[slot]) {
                return "task " + each.getKey() + " sent " + channel.expected[slot] + " tuples of epoch " + (done + 1) + ", and " + channel.received[slot] + " came";
            }
        }
        return null;
    }

    /** Ends what can end. To be called now and then after {@link Task#cut} said that it cannot yet. */
    void goOn() {
        while (state == State.IN && isComplete()) {
            waiting = !task.cut(new Transaction(done + 1, incarnation));
            if (waiting || state != State.IN) {
                return;
            }
            done++;
            drain();
        }
    }

    private boolean isComplete() {
        boolean complete = true;
        for (Map.Entry<Integer, Channel<T>> each : channels.entrySet()) {
            Channel<T> channel = each.getValue();
            int slot = channel.slot(done + 1);
            long expected = channel.expected[slot];
            if (expected == UNKNOWN) {
                complete = false;
                continue;
            }
            if (committed < done) { // spouts end no epoch before the last one is committed
                committed = done;
                task.committed(new Transaction(done, incarnation));
            }
            if (channel.received[slot] > expected) {
                leave("more tuples of epoch " + (done + 1) + " came from task " + each.getKey() + " than the " + expected + " that it sent");
            }
            complete &= channel.received[slot] == expected;
        }
        return complete && state == State.IN;
    }

    /** Processes what need not be held any longer. */
    private void drain() {
        for (Channel<T> channel : channels.values()) {
            for (int left = channel.held.size(); left > 0 && state == State.IN; left--) {
                Held<T> element = channel.held.remove();
                if (element.epoch == done + 1) {
                    held--;
                    task.process(element.tuple);
                } else {
                    channel.held.add(element);
                }
            }
        }
    }

    /** Takes part no more until a later incarnation begins. */
    void leave(String why) {
        if (incarnation > 0 && state != State.LEFT) {
            out();
            state = State.LEFT;
            task.broken(incarnation, why);
        }
    }

    private void out() {
        boolean was = state == State.IN;
        state = State.OUT;
        held = 0;
        waiting = false;
        channels.values().forEach(channel -> channel.reset(0));
        if (was) {
            task.ended();
        }
    }
}
