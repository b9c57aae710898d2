// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

/**
 * What is prepared and committed as one: an epoch, as an incarnation of the topology made it. Of the incarnations that tried the same epoch at most one commits it.
 *
 * @param epoch       counts what was committed, from 1; 0 for the beginning
 * @param incarnation counts starts and rollbacks, from 1
 */
public record Transaction(long epoch, long incarnation) {
    /** Before anything was committed. */
    static final Transaction NONE = new Transaction(0, 0);

    Transaction next(long by) {
        return new Transaction(epoch + 1, by);
    }
}
