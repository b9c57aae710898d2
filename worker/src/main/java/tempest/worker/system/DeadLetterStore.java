// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.system;

import tempest.rpc.DeadLetter;

/** Where the dead letters of a topology are kept that no bolt of the user's reads. Called by the thread of the one task that stores them. */
@FunctionalInterface
public interface DeadLetterStore {
    /**
     * Keeps a letter and gives it its number; returns once it is safe.
     *
     * @throws RuntimeException if it could not be kept
     */
    void add(DeadLetter letter);
}
