// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The order of a shuffle over its tasks: drawn once, one tuple per task in each round, or fewer for a task with less weight.
 *
 * <p>With many tasks, a quick task gets a burst of tuples, because a batch of one tuple costs as much to hand over as a large one. A burst is
 * never longer than what the receiver reports as its burst size, nor than what each task has received so far: the first tuples are spread one
 * by one. A task whose worker is away is passed over while another can be had. Used by the one emitter it belongs to.
 */
final class BurstRoundRobin {
    /** The weight of a task that gets its full share. */
    static final int FULL = 20;
    /** With this many tasks or fewer, batches are long enough anyway. */
    private static final int FEW = 16;

    private final Receivers receivers;
    private final int[] tasks;
    private final int[] weights;
    private final int[] credits;
    private int at = -1;
    private int task;
    private int left;
    private long given;

    /** @param tasks at least one */
    BurstRoundRobin(int[] tasks, Receivers receivers, RandomGenerator random) {
        this.tasks = shuffled(tasks.clone(), random);
        this.receivers = receivers;
        weights = new int[tasks.length];
        credits = new int[tasks.length];
        Arrays.fill(weights, FULL);
    }

    private static int[] shuffled(int[] tasks, RandomGenerator random) {
        for (int i = tasks.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = tasks[i];
            tasks[i] = tasks[j];
            tasks[j] = swap;
        }
        return tasks;
    }

    /** Sets the weights of tasks: from 1 to {@link #FULL}, at least one of them full. */
    void weigh(IntUnaryOperator weightOfTask) {
        for (int i = 0; i < tasks.length; i++) {
            weights[i] = weightOfTask.applyAsInt(tasks[i]);
        }
    }

    int next() {
        if (left > 0) {
            left--;
            return task;
        }
        task = turn();
        // If all are away it comes to the one after the first, so that they still have their turns.
        for (int passed = 0; passed < tasks.length && receivers.away().test(task); passed++) {
            task = turn();
        }
        if (tasks.length > FEW) {
            int run = Math.max(1, (int) Math.min(receivers.burst().applyAsInt(task), given / tasks.length));
            given += run;
            left = run - 1;
        }
        return task;
    }

    private int turn() {
        do {
            at = at + 1 == tasks.length ? 0 : at + 1;
            credits[at] += weights[at];
        } while (credits[at] < FULL);
        credits[at] -= FULL;
        return tasks[at];
    }
}
