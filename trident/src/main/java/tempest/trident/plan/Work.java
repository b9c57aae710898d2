// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.function.IntFunction;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.Partitioning;
import tempest.trident.stage.Step;

/** What a node of a plan does. Values only. */
public sealed interface Work {
    /** Makes the rows of a batch. @param opaque whether a replayed batch may have other rows */
    record Source(String transactionId, ITridentSpout<?> spout, boolean opaque) implements Work { }

    /** Makes a batch of each DRPC call of a function. */
    record Requests(String function, IRichSpout spout) implements Work { }

    /** Runs a step. @param step makes it, given the number of its state within the stage; @param state null if it has none */
    record Operation(IntFunction<Step> step, StateRef state) implements Work { }

    /** Sends rows to other tasks. @param keys the fields to partition by, if any; the indices of the partitioning are not used then */
    record Repartition(Partitioning partitioning, Fields keys) implements Work { }

    /** A state that nothing in the topology updates. */
    record Static(StateRef state) implements Work { }
}
