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
 * by one. Used by the one emitter it belongs to.
 */
final class BurstRoundRobin {
    /** The weight of a task that gets its full share. */
    static final int FULL = 20;
    /** With this many tasks or fewer, batches are long enough anyway. */
    private static final int FEW = 16;

    private final IntUnaryOperator burst;
    private final int[] tasks;
    private final int[] weights;
    private final int[] credits;
    private int at = -1;
    private int task;
    private int left;
    private long given;

    /**
     * @param tasks at least one
     * @param burst how many tuples a task can receive in a burst, at least 1
     */
    BurstRoundRobin(int[] tasks, IntUnaryOperator burst, RandomGenerator random) {
        this.tasks = shuffled(tasks.clone(), random);
        this.burst = burst;
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
        do {
            at = at + 1 == tasks.length ? 0 : at + 1;
            credits[at] += weights[at];
        } while (credits[at] < FULL);
        credits[at] -= FULL;
        task = tasks[at];
        if (tasks.length > FEW) {
            int run = Math.max(1, (int) Math.min(burst.applyAsInt(task), given / tasks.length));
            given += run;
            left = run - 1;
        }
        return task;
    }
}
