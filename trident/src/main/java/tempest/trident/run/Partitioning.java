// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.io.Serializable;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.trident.topology.TransactionAttempt;

/** Which tasks of the receiving component get a row. Values only; {@code Route} decides with them, at the sender. */
public sealed interface Partitioning extends Serializable {
    /** Evenly over all tasks. */
    record Shuffle() implements Partitioning { }

    /** Evenly over the tasks in the sender's own worker, or over all if there is none. */
    record LocalOrShuffle() implements Partitioning { }

    /** All rows of all batches to the task with the lowest number. */
    record Global() implements Partitioning { }

    /** All rows of a batch to one task, another one for another batch. */
    record OneTaskPerBatch() implements Partitioning {
        /** Which of so many tasks gets the batch, in every attempt. */
        public static int index(TransactionAttempt attempt, int tasks) {
            return Math.floorMod(attempt.getTransactionId(), tasks);
        }
    }

    /** Rows with equal values in the columns at {@code indices} to the same task. */
    record ByFields(int... indices) implements Partitioning { }

    /** Each row to every task. */
    record Broadcast() implements Partitioning { }

    /** From the sender's task i to the receiver's task i, modulo the number of receivers. */
    record Identity() implements Partitioning { }

    /** As the user's grouping decides. */
    record Custom(CustomStreamGrouping grouping) implements Partitioning { }
}
