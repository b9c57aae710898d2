// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

/** On which threads an agent runs; {@link PlacementRules} has the transitions. */
enum Placement {
    /** On the shared threads: a source on one of them, any other agent on any. */
    SHARED,
    /** Alone on the thread that it blocked, which was removed from the shared ones. */
    ISOLATED,
    /** On a dedicated thread from the beginning, because it waits in its own way. */
    DEDICATED
}
