// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

/** Is told, once, how the replay of a dead letter ended, by the executor that stores letters or by who asked for it. Must not block. */
@FunctionalInterface
public interface ReplayListener {
    /** @param trouble null if all that came of the letter was acked or became letters again; otherwise why not */
    void ended(long letter, String trouble);
}
