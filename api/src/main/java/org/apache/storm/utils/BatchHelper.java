// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.tuple.Tuple;

/**
 * Collects a bolt's tuples until there are enough to handle together; a tick tuple asks for a flush of what there is.
 * Called by the bolt's executor thread only.
 */
public class BatchHelper {
    private final int batchSize;
    private final OutputCollector collector;
    private final List<Tuple> batch;
    private boolean flushAsked;

    public BatchHelper(int batchSize, OutputCollector collector) {
        this.batchSize = batchSize;
        this.collector = collector;
        this.batch = new ArrayList<>(Math.max(0, batchSize));
    }

    /** Reports the error, fails every tuple of the batch and empties it. */
    public void fail(Exception e) {
        collector.reportError(e);
        batch.forEach(collector::fail);
        clear();
    }

    /** Acks every tuple of the batch and empties it. */
    public void ack() {
        batch.forEach(collector::ack);
        clear();
    }

    /** Whether a tuple is one to handle; a tick tuple is not, and asks for a flush. */
    public boolean shouldHandle(Tuple tuple) {
        if (TupleUtils.isTick(tuple)) {
            flushAsked = true;
            return false;
        }
        return true;
    }

    public void addBatch(Tuple tuple) {
        batch.add(tuple);
    }

    public List<Tuple> getBatchTuples() {
        return batch;
    }

    /** How many tuples make a batch. */
    public int getBatchSize() {
        return batchSize;
    }

    /** Whether the batch is full, or not empty and a tick tuple came. */
    public boolean shouldFlush() {
        return !batch.isEmpty() && (flushAsked || batch.size() >= batchSize);
    }

    private void clear() {
        batch.clear();
        flushAsked = false;
    }
}
