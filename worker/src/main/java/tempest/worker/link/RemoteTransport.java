// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** Creates links to other workers, by any thread, and tells which of them are away. */
public interface RemoteTransport {
    /** A new link for one emitter. Called while the engine starts or when an executor's first off-executor thread emits. */
    RemoteLink open();

    /** Whether the task's worker has not been there for a while, so that what can go elsewhere should. Called for each tuple of a shuffle. */
    default boolean away(int task) {
        return false;
    }
}
