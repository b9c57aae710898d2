// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;

/** Every task gets a copy. */
final class AllRouter extends Router {
    private final List<Integer> tasks;

    AllRouter(List<Integer> tasks) {
        this.tasks = tasks;
    }

    @Override
    public int one(List<Object> values) {
        return MANY;
    }

    @Override
    public List<Integer> many(List<Object> values) {
        return tasks;
    }
}
