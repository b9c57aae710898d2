// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import org.apache.storm.policy.IWaitStrategy;

/**
 * How one executor waits. A user's own strategies are run on a dedicated thread; Storm's are reduced to a few numbers, by which the shared
 * threads wait.
 *
 * @param forWork the user's own strategy while there is nothing to do, prepared; null if it is one of Storm's
 * @param forCapacity the user's own strategy while what was emitted finds no capacity, prepared; null if it is one of Storm's
 * @param spins whether an idle thread is to spin for long before it parks, because parking for 0 us was configured
 * @param emptyPollNanos longest pause between two polls of a spout that emits nothing
 */
public record WaitStrategies(IWaitStrategy forWork, IWaitStrategy forCapacity, boolean spins, long emptyPollNanos) {
    /** Whether it waits by a strategy of the user's, which needs a dedicated thread. */
    public boolean isOwn() {
        return forWork != null || forCapacity != null;
    }
}
