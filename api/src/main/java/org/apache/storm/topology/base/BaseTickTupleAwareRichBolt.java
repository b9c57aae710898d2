// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology.base;

import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.TupleUtils;

/** A bolt that gets tick tuples apart from all others. */
public abstract class BaseTickTupleAwareRichBolt extends BaseRichBolt {
    private static final long serialVersionUID = 7695579564456673450L;

    @Override
    public void execute(Tuple tuple) {
        if (TupleUtils.isTick(tuple)) {
            onTickTuple(tuple);
        } else {
            process(tuple);
        }
    }

    /** Called with each tick tuple. Does nothing unless overridden. */
    protected void onTickTuple(Tuple tuple) {
    }

    /** Processes a tuple that is not a tick. */
    protected abstract void process(Tuple tuple);
}
