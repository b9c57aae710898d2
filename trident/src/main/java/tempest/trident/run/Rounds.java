// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.io.Serializable;

/**
 * The rounds in which a group's batches are run. In round 0 the sources emit; in each later round the components with the same place in the {@link FinishOrder} finish, which
 * they may because everything sent in earlier rounds was taken: the trees of those rounds are complete. From {@code commitFrom} on rounds
 * belong to the commit, which is in the order of transactions. A value; any thread.
 *
 * @param count      rounds there are
 * @param commitFrom the first that commits; {@code count} if nothing does
 */
record Rounds(int count, int commitFrom) implements Serializable {
    static final String SUCCESS = "$success";

    /** The stream of coordinator messages that begin a round, to the components that have something to do in it. */
    String stream(int round) {
        if (round == 0) {
            return "$batch";
        }
        if (round < commitFrom) {
            return "$finish-" + round;
        }
        return round == commitFrom ? "$commit" : "$commit-" + (round - commitFrom);
    }

    boolean commits(int round) {
        return round >= commitFrom;
    }
}
