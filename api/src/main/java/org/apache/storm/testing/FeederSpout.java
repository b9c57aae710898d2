// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.storm.Config;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.RegisteredGlobalState;

/** A spout that emits what a test in the same JVM feeds it. Any thread may feed. Runs as one task. */
public class FeederSpout extends BaseRichSpout {
    private static final long serialVersionUID = -8994042785277476476L;

    private final String feed = RegisteredGlobalState.registerState(new Feed());
    private final Fields outFields;
    private AckFailDelegate ackFailDelegate;
    private transient SpoutOutputCollector collector;

    /** What the test and the running spout share. */
    private static final class Feed {
        final LinkedBlockingQueue<Fed> queue = new LinkedBlockingQueue<>();
        final CountDownLatch opened = new CountDownLatch(1);
    }

    private record Fed(List<Object> values, Object id) {
    }

    /** A spout of the given output fields. */
    public FeederSpout(List<String> outFields) {
        this(new Fields(outFields));
    }

    /** A spout of the given output fields. */
    public FeederSpout(Fields outFields) {
        this.outFields = outFields;
    }

    /** Who is told of acks and fails; null for nobody. To be set before the topology is submitted. */
    public void setAckFailDelegate(AckFailDelegate delegate) {
        ackFailDelegate = delegate;
    }

    /** Feeds a tuple with a random message id once the spout runs; waits for that. */
    public void feed(List<Object> tuple) {
        feed(tuple, UUID.randomUUID().toString());
    }

    /** Feeds a tuple once the spout runs; waits for that. {@code msgId} may be null. */
    public void feed(List<Object> tuple, Object msgId) {
        waitForReader();
        feedNoWait(tuple, msgId);
    }

    /** Feeds a tuple whether or not the spout runs yet. {@code msgId} may be null. */
    public void feedNoWait(List<Object> tuple, Object msgId) {
        feed().queue.add(new Fed(tuple, msgId));
    }

    /** Waits until the spout was opened. */
    public void waitForReader() {
        try {
            feed().opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the spout to open", e);
        }
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        feed().opened.countDown();
    }

    @Override
    public void close() {
        // What was fed and not yet emitted stays for a worker that takes over.
    }

    @Override
    public void nextTuple() {
        Fed fed = feed().queue.poll();
        if (fed == null) {
            return;
        }
        if (fed.id() == null) {
            collector.emit(fed.values());
        } else {
            collector.emit(fed.values(), fed.id());
        }
    }

    @Override
    public void ack(Object msgId) {
        if (ackFailDelegate != null) {
            ackFailDelegate.ack(msgId);
        }
    }

    @Override
    public void fail(Object msgId) {
        if (ackFailDelegate != null) {
            ackFailDelegate.fail(msgId);
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(outFields);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_MAX_TASK_PARALLELISM, 1);
    }

    private Feed feed() {
        return (Feed) RegisteredGlobalState.getState(feed);
    }
}
