// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/**
 * What {@link SlotRules} decided.
 *
 * @param next    the state to go to; the present one if only an action is due
 * @param action  what to do on the way
 * @param failure whether this counts as a failed try, which makes the next back-off longer
 * @param why     for the log; null exactly if nothing is to be done at all
 */
record SlotStep(SlotState next, SlotAction action, boolean failure, String why) {

    static SlotStep stay(SlotState state) {
        return new SlotStep(state, SlotAction.NOTHING, false, null);
    }

    static SlotStep go(SlotState next, SlotAction action, String why) {
        return new SlotStep(next, action, false, why);
    }

    static SlotStep fail(SlotState next, SlotAction action, String why) {
        return new SlotStep(next, action, true, why);
    }

    boolean stays() {
        return why == null;
    }
}
