// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;
import java.util.random.RandomGenerator;

/** All tasks in turn, in an order drawn once, so that each gets the same number of tuples. */
final class ShuffleRouter extends Router {
    private final int[] ring;
    private int next;

    ShuffleRouter(int[] tasks, RandomGenerator random) {
        ring = shuffled(tasks.clone(), random);
    }

    static int[] shuffled(int[] tasks, RandomGenerator random) {
        for (int i = tasks.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = tasks[i];
            tasks[i] = tasks[j];
            tasks[j] = swap;
        }
        return tasks;
    }

    @Override
    public int one(List<Object> values) {
        int at = next;
        next = at + 1 == ring.length ? 0 : at + 1;
        return ring[at];
    }
}
