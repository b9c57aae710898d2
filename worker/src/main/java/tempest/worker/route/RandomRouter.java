// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** Any task, drawn at random: for a grouping of type none. One whose worker is away is replaced by the next that is there. */
final class RandomRouter extends Router {
    private final int[] tasks;
    private final IntPredicate away;
    private final RandomGenerator random;

    RandomRouter(int[] tasks, IntPredicate away, RandomGenerator random) {
        this.tasks = tasks;
        this.away = away;
        this.random = random;
    }

    @Override
    public int one(List<Object> values) {
        int drawn = random.nextInt(tasks.length);
        for (int passed = 1; passed < tasks.length && away.test(tasks[drawn]); passed++) {
            drawn = drawn + 1 == tasks.length ? 0 : drawn + 1;
        }
        return tasks[drawn];
    }
}
