// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.io.Serializable;
import org.apache.storm.trident.spout.ITridentSpout;

/**
 * The spout whose emitters a component runs. A value.
 *
 * @param place       where in the list of descriptions the coordinator sends this spout's is
 * @param commitRound in which round its emitters commit, or {@link #NEVER}
 */
record EmitterSpec(ITridentSpout<?> spout, String transactionId, int group, int place, int commitRound) implements Serializable {
    static final int NEVER = -1;
}
