// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;

/** Always the same task: a global grouping, or any grouping with only one task to choose from. */
final class SingleRouter extends Router {
    private final int task;

    SingleRouter(int task) {
        this.task = task;
    }

    @Override
    public int one(List<Object> values) {
        return task;
    }
}
