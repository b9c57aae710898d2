// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

/** Why a worker is over. */
public enum Ending {
    /** Its owner closed it. */
    CLOSED("closed by its owner"),
    /** The assignment gives it other executors than it runs: it restarts with those. */
    REASSIGNED("assigned other executors"),
    /** A user asked for a restart. */
    RESTART_ASKED("restart requested"),
    /** User code or the worker itself failed; the log says how. */
    FAILED("failed");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
