// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;

/** What is saved of a tuple in a persistent window. */
record SavedTuple(String component, String stream, int task, ArrayList<Object> values, long time, boolean seen) implements Serializable {

    static SavedTuple of(WindowBuffer.Entry entry) {
        List<Object> values = entry.tuple.getValues();
        return new SavedTuple(entry.tuple.getSourceComponent(), entry.tuple.getSourceStreamId(), entry.tuple.getSourceTask(),
            new ArrayList<>(values), entry.time, entry.seen);
    }

    /** The tuple as it comes back from the state: it hangs on no root any more. */
    Tuple restored(GeneralTopologyContext context) {
        return new TupleImpl(context, values, component, task, stream);
    }
}
