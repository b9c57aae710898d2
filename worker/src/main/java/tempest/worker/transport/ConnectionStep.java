// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/**
 * A decision of {@link ConnectionRules}.
 *
 * @param next the state to be in; the present one if nothing changes
 * @param why for the log
 * @param failure whether it lengthens the wait before the next attempt
 */
record ConnectionStep(ConnectionState next, ConnectionAction action, String why, boolean failure, boolean stays) {
    static ConnectionStep stay(ConnectionState state) {
        return new ConnectionStep(state, ConnectionAction.NOTHING, "", false, true);
    }

    static ConnectionStep go(ConnectionState next, ConnectionAction action, String why) {
        return new ConnectionStep(next, action, why, false, false);
    }

    static ConnectionStep fail(ConnectionAction action, String why) {
        return new ConnectionStep(ConnectionState.BACKING_OFF, action, why, true, false);
    }
}
