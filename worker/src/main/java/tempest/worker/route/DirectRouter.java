// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;

/** The emit names the task, by {@code emitDirect}; an ordinary emit is an error. */
final class DirectRouter extends Router {
    private final String subscription;

    DirectRouter(String subscription) {
        this.subscription = subscription;
    }

    @Override
    public int one(List<Object> values) {
        throw new IllegalArgumentException("Cannot do regular emit to direct stream: " + subscription + " is a direct grouping; use emitDirect");
    }

    @Override
    public boolean isDirect() {
        return true;
    }
}
