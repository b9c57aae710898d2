// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.WindowedBoltExecutor;
import org.apache.storm.tuple.Tuple;

/**
 * Divides the input of a segment into windows. It also hears how far tasks before it have come, so that its windows end although none of its tuples
 * says so, and tells how far its windows are complete. Called by the task's thread and by the timer of its windows.
 */
final class SegmentWindowExecutor extends WindowedBoltExecutor {
    private static final long serialVersionUID = 1L;

    private final WindowedSegmentBolt bolt;
    private final Segment segment;
    private transient OutputCollector collector;
    private transient LeastProgress heard;

    SegmentWindowExecutor(WindowedSegmentBolt bolt, Segment segment) {
        super(bolt);
        this.bolt = bolt;
        this.segment = segment;
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        heard = LeastProgress.of(segment.timeSources(), context);
        super.prepare(topoConf, context, collector);
    }

    @Override
    public void execute(Tuple input) {
        if (input.getSourceStreamId().equals(Segment.TIME)) {
            timeReached(heard.reached(input.getSourceTask(), input.getLong(0)));
            collector.ack(input);
        } else {
            super.execute(input);
        }
    }

    @Override
    protected boolean bringsTuples(String stream) {
        return !stream.equals(Segment.TIME) && super.bringsTuples(stream);
    }

    @Override
    protected void windowsComplete(long upTo) {
        bolt.completeUpTo(upTo);
    }
}
