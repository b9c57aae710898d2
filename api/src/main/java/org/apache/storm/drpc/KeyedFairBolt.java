// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.Map;
import org.apache.storm.coordination.CoordinatedBolt.FinishedCallback;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicBoltExecutor;
import org.apache.storm.topology.IBasicBolt;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.KeyedRoundRobinQueue;

/**
 * Lets a bolt work on calls in turn, by the first value of their tuples, so that one of many tuples does not keep the others waiting. The bolt
 * runs on a thread of its own; what it throws is thrown on to the executor with the next tuple.
 */
public class KeyedFairBolt implements IRichBolt, FinishedCallback {
    private static final long serialVersionUID = 1L;

    private final IRichBolt delegate;
    private transient KeyedRoundRobinQueue<Tuple> tuples;
    private transient Thread thread;
    private transient volatile Throwable failure;

    public KeyedFairBolt(IRichBolt delegate) {
        this.delegate = delegate;
    }

    public KeyedFairBolt(IBasicBolt delegate) {
        this(new BasicBoltExecutor(delegate));
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        tuples = new KeyedRoundRobinQueue<>();
        delegate.prepare(topoConf, context, collector);
        thread = new Thread(() -> work(collector), "keyed-fair-" + context.getThisTaskId());
        thread.setDaemon(true);
        thread.start();
    }

    private void work(OutputCollector collector) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                delegate.execute(tuples.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
            collector.reportError(e);
            throw e; // no next tuple may come to tell of it, so it ends the worker from here
        }
    }

    @Override
    public void execute(Tuple input) {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new RuntimeException(thrown);
        }
        tuples.add(input.getValue(0), input);
    }

    @Override
    public void cleanup() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delegate.cleanup();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        delegate.declareOutputFields(declarer);
    }

    @Override
    public void finishedId(Object id) {
        if (delegate instanceof FinishedCallback callback) {
            callback.finishedId(id);
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return delegate.getComponentConfiguration();
    }
}
