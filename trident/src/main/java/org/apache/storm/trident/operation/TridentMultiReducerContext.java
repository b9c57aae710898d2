// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.util.List;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** What a multi-reducer learns of the streams that come in. */
public class TridentMultiReducerContext {
    private final List<TridentTuple.Factory> factories;

    public TridentMultiReducerContext(List<TridentTuple.Factory> factories) {
        this.factories = factories;
    }

    /** Takes some fields of the tuples of one stream. */
    public ProjectionFactory makeProjectionFactory(int streamIndex, Fields fields) {
        return new ProjectionFactory(factories.get(streamIndex), fields);
    }
}
