// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.Map;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.windowing.TupleWindow;

/** Runs a segment over the windows of its input. */
final class WindowedSegmentBolt extends BaseWindowedBolt {
    private static final long serialVersionUID = 1L;

    private final SegmentRun run;

    WindowedSegmentBolt(Segment segment) {
        run = new SegmentRun(segment);
        Window<?, ?> window = segment.window;
        Object length = window.getWindowLength();
        Object interval = window.getSlidingInterval();
        if (length instanceof Count count) {
            if (interval instanceof Count every) {
                withWindow(count, every);
            } else {
                withWindow(count, (Duration) interval);
            }
        } else if (interval instanceof Count every) {
            withWindow((Duration) length, every);
        } else {
            withWindow((Duration) length, (Duration) interval);
        }
        if (window.getTimestampField() != null) {
            withTimestampField(window.getTimestampField());
        }
        if (window.getLag() != null) {
            withLag(window.getLag());
        }
        if (window.getLateTupleStream() != null) {
            withLateTupleStream(window.getLateTupleStream());
        }
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        run.prepare(context, collector);
    }

    @Override
    public void execute(TupleWindow inputWindow) {
        run.window(inputWindow.get(), inputWindow.getEndTimestamp());
    }

    /** No window that ends by then comes any more. */
    void completeUpTo(long end) {
        run.completeUpTo(end);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        run.declare(declarer);
    }
}
