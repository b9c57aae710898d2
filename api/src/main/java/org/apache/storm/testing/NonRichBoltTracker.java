// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;

/** Counts, for a tracked cluster, what the bolt within executes and sends. */
public class NonRichBoltTracker implements IBolt {
    private static final long serialVersionUID = -7275480263828818620L;

    private final IBolt delegate;
    private final String trackId;

    /** Counts {@code delegate}'s executions under {@code id}. */
    public NonRichBoltTracker(IBolt delegate, String id) {
        this.delegate = delegate;
        this.trackId = id;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        delegate.prepare(conf, context, new OutputCollector(new Counting(collector)));
    }

    @Override
    public void execute(Tuple input) {
        delegate.execute(input);
        // Ticks and the like were not sent by anyone that counts.
        if (!Utils.isSystemId(input.getSourceComponent())) {
            TrackedCounts.add(trackId, TrackedCounts.PROCESSED, 1);
        }
    }

    @Override
    public void cleanup() {
        delegate.cleanup();
    }

    private final class Counting implements IOutputCollector {
        private final OutputCollector collector;

        Counting(OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            List<Integer> tasks = collector.emit(streamId, anchors, tuple);
            TrackedCounts.add(trackId, TrackedCounts.TRANSFERRED, tasks.size());
            return tasks;
        }

        @Override
        public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            collector.emitDirect(taskId, streamId, anchors, tuple);
            TrackedCounts.add(trackId, TrackedCounts.TRANSFERRED, 1);
        }

        @Override
        public void ack(Tuple input) {
            collector.ack(input);
        }

        @Override
        public void fail(Tuple input) {
            collector.fail(input);
        }

        @Override
        public void resetTimeout(Tuple input) {
            collector.resetTimeout(input);
        }

        @Override
        public void flush() {
            collector.flush();
        }

        @Override
        public void reportError(Throwable error) {
            collector.reportError(error);
        }
    }
}
