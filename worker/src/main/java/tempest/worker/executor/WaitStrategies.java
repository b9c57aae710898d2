// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import org.apache.storm.policy.IWaitStrategy;

/**
 * A user's own ways of waiting, prepared; null stands for the engine's. Belongs to one executor.
 *
 * @param forWork while there is nothing to do
 * @param forRoom while what was emitted finds no room
 */
public record WaitStrategies(IWaitStrategy forWork, IWaitStrategy forRoom) {
    boolean isOwn() {
        return forWork != null || forRoom != null;
    }
}
