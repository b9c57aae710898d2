// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.util.List;
import org.apache.storm.trident.operation.Operation;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;

/** Puts a batch's tuples into a state. */
public interface StateUpdater<S extends State> extends Operation {
    /** Updates the state with all tuples of a batch in this partition; what it emits is the stream of new values. */
    void updateState(S state, List<TridentTuple> tuples, TridentCollector collector);
}
