// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

/** Why a worker is over. */
public enum Ending {
    /** Its owner closed it. */
    CLOSED,
    /** The assignment gives it other executors than it runs: it starts anew with those. */
    REASSIGNED,
    /** A user asked for a restart. */
    RESTART_ASKED,
    /** User code or the worker itself failed; the log says how. */
    FAILED
}
