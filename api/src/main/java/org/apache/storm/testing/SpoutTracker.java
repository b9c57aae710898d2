// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.List;
import java.util.Map;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;

/** Counts, for a tracked cluster, what the spout within emits and how many tuples that sends. */
public class SpoutTracker extends BaseRichSpout {
    private static final long serialVersionUID = -7181162209789503513L;

    private final IRichSpout delegate;
    private final String trackId;

    /** Counts {@code delegate}'s tuples under {@code trackId}. */
    public SpoutTracker(IRichSpout delegate, String trackId) {
        this.delegate = delegate;
        this.trackId = trackId;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        delegate.open(conf, context, new SpoutOutputCollector(new Counting(collector)));
    }

    @Override
    public void close() {
        delegate.close();
    }

    @Override
    public void activate() {
        delegate.activate();
    }

    @Override
    public void deactivate() {
        delegate.deactivate();
    }

    @Override
    public void nextTuple() {
        delegate.nextTuple();
    }

    @Override
    public void ack(Object msgId) {
        delegate.ack(msgId);
    }

    @Override
    public void fail(Object msgId) {
        delegate.fail(msgId);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        delegate.declareOutputFields(declarer);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return delegate.getComponentConfiguration();
    }

    private final class Counting implements ISpoutOutputCollector {
        private final SpoutOutputCollector collector;

        Counting(SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
            List<Integer> tasks = collector.emit(streamId, tuple, messageId);
            TrackedCounts.add(trackId, TrackedCounts.TRANSFERRED, tasks.size());
            TrackedCounts.add(trackId, TrackedCounts.SPOUT_EMITTED, 1);
            return tasks;
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            collector.emitDirect(taskId, streamId, tuple, messageId);
            TrackedCounts.add(trackId, TrackedCounts.TRANSFERRED, 1);
            TrackedCounts.add(trackId, TrackedCounts.SPOUT_EMITTED, 1);
        }

        @Override
        public long getPendingCount() {
            return collector.getPendingCount();
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
