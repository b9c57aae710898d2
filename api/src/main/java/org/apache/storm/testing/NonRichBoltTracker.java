// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Map;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/** Counts, for a tracked cluster, what the bolt within executes. */
public class NonRichBoltTracker implements IBolt {
    private static final long serialVersionUID = 1L;

    final IBolt delegate;
    private final String trackId;

    /** Counts {@code delegate}'s executions under {@code id}. */
    public NonRichBoltTracker(IBolt delegate, String id) {
        this.delegate = delegate;
        this.trackId = id;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        delegate.prepare(conf, context, collector);
    }

    @Override
    public void execute(Tuple input) {
        delegate.execute(input);
        Tracked.add(trackId, Tracked.PROCESSED, 1);
    }

    @Override
    public void cleanup() {
        delegate.cleanup();
    }
}
