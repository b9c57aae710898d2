// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;

/** All tasks round-robin, so that each receives the same number of tuples. */
final class ShuffleRouter extends Router {
    private final BurstRoundRobin turns;

    ShuffleRouter(BurstRoundRobin turns) {
        this.turns = turns;
    }

    @Override
    public int one(List<Object> values) {
        return turns.next();
    }
}
