// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * What a task sends in one incarnation: barriers to each task after it, which say how many tuples of the epoch went there. {@link #countElsewhere} and {@link #takeCounts} are
 * called with the lock of {@link EpochProgress}, the rest by the task's thread.
 */
final class EpochOutput {
    static final String STREAM = "$epoch";
    static final Fields FIELDS = new Fields("incarnation", "epoch", "origin", "sent");
    /** In place of a count: begin here. */
    static final long BEGIN = -1;

    /** The tasks that a direct emit on a stream reaches; to others it goes nowhere. */
    private final Map<String, Set<Integer>> direct;
    private final Map<Integer, Count> counts = new HashMap<>();
    private final Map<Integer, List<Object>> last = new HashMap<>();
    private final ObjIntConsumer<List<Object>> barriers;

    /** Of one task after this one, in this epoch. */
    private static final class Count {
        private long own;
        private long elsewhere;
    }

    /** The tasks after this one, and which of them a direct emit on a stream reaches. */
    record Targets(Set<Integer> tasks, Map<String, Set<Integer>> direct) {
    }

    /** @param barriers sends values on {@link #STREAM} to one task */
    EpochOutput(Targets targets, ObjIntConsumer<List<Object>> barriers) {
        targets.tasks.forEach(target -> counts.put(target, new Count()));
        this.direct = targets.direct;
        this.barriers = barriers;
    }

    /** Whether a direct emit gets there. */
    boolean reaches(String stream, int task) {
        return direct.getOrDefault(stream, Set.of()).contains(task);
    }

    /** The task's thread sent a tuple to these tasks. */
    void count(List<Integer> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            Count count = counts.get(tasks.get(i));
            if (count != null) {
                count.own++;
            }
        }
    }

    /** Another thread did. */
    void countElsewhere(List<Integer> tasks) {
        for (int target : tasks) {
            Count count = counts.get(target);
            if (count != null) {
                count.elsewhere++;
            }
        }
    }

    /** What was sent in the epoch that ends here. */
    Map<Integer, Long> takeCounts() {
        Map<Integer, Long> taken = new HashMap<>();
        counts.forEach((task, count) -> {
            taken.put(task, count.own + count.elsewhere);
            count.own = 0;
            count.elsewhere = 0;
        });
        return taken;
    }

    /** An incarnation begins, from what was committed. */
    void begin(long incarnation, Transaction from) {
        last.clear();
        counts.keySet().forEach(task -> last.put(task, new Values(incarnation, from.epoch(), from.incarnation(), BEGIN)));
        repeat();
    }

    /** An epoch ended. */
    void cut(Transaction transaction, Map<Integer, Long> taken) {
        last.clear();
        taken.forEach((task, count) -> last.put(task, new Values(transaction.incarnation(), transaction.epoch(), transaction.incarnation(), count)));
        repeat();
    }

    /** Sends the last barrier once more: what is sent to a worker that is away may be lost. */
    void repeat() {
        last.forEach((task, barrier) -> barriers.accept(new ArrayList<>(barrier), task));
    }
}
