// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;
import java.util.random.RandomGenerator;

/** Any task, drawn at random: for a grouping of type none. */
final class RandomRouter extends Router {
    private final int[] tasks;
    private final RandomGenerator random;

    RandomRouter(int[] tasks, RandomGenerator random) {
        this.tasks = tasks;
        this.random = random;
    }

    @Override
    public int one(List<Object> values) {
        return tasks[random.nextInt(tasks.length)];
    }
}
