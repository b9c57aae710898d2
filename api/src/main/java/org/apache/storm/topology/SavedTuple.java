// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;

/** What is saved of a tuple in a persistent window. */
record SavedTuple(String component, String stream, int task, ArrayList<Object> values, long time) implements Serializable {

    static SavedTuple of(Tuple tuple, long time) {
        return new SavedTuple(tuple.getSourceComponent(), tuple.getSourceStreamId(), tuple.getSourceTask(), new ArrayList<>(tuple.getValues()), time);
    }

    /** The tuple as it comes back from the state: it hangs on no root any more. */
    Tuple restored(GeneralTopologyContext context) {
        return new TupleImpl(context, values, component, task, stream);
    }
}
