// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.SplittableRandom;

/**
 * The worker's source of randomness: creates generators that do not repeat each other, which edge ids rely on. Any thread, because an emitter
 * is also created when an off-executor thread first emits.
 */
public final class Seeds {
    private final SplittableRandom root;

    public Seeds(long seed) {
        root = new SplittableRandom(seed);
    }

    synchronized SplittableRandom next() {
        return root.split();
    }
}
