// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The order in which a shuffle goes round its tasks: drawn once, each task one tuple a round, or fewer if it weighs less.
 *
 * <p>With many tasks, one that is quick gets some tuples in a row, because a batch of one tuple costs as much to hand over as one of many. A
 * run is never longer than the receiver says that it takes in a moment, nor than what each task has got so far: few tuples
 * are spread one by one. Used by the one lane that emits.
 */
final class BurstRoundRobin {
    /** What a task weighs that gets its full share. */
    static final int FULL = 20;
    /** With so many tasks or fewer, batches are long enough anyway. */
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
     * @param burst how many tuples a task takes in a moment, at least 1
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

    /** Changes what tasks weigh: from 1 to {@link #FULL}, and at least one of them full. */
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
