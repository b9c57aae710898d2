// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.tuple.Fields;

/** Emits batches of random readings for the examples. The same batch number gives the same readings, whenever it is emitted. */
final class RandomReadings implements IBatchSpout {
    private static final long serialVersionUID = 1L;

    private final Fields fields;
    private final int size;
    private final long seed;
    private final long batches;
    private final Reading reading;

    /** Makes one reading. */
    interface Reading extends java.io.Serializable {
        List<Object> make(Random random);
    }

    /**
     * @param size    readings a batch
     * @param batches how many batches have readings; later ones are empty
     */
    RandomReadings(Fields fields, int size, long seed, long batches, Reading reading) {
        this.fields = fields;
        this.size = size;
        this.seed = seed;
        this.batches = batches;
        this.reading = reading;
    }

    /** The readings of one batch. Batches are numbered from 1. */
    List<List<Object>> batch(long number) {
        Random random = new Random(seed * 31 + number);
        List<List<Object>> readings = new ArrayList<>(size);
        for (int i = 0; i < size && number <= batches; i++) {
            readings.add(reading.make(random));
        }
        return readings;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context) {
    }

    @Override
    public void emitBatch(long batchId, TridentCollector collector) {
        batch(batchId).forEach(collector::emit);
    }

    @Override
    public void ack(long batchId) {
    }

    @Override
    public void close() {
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }

    @Override
    public Fields getOutputFields() {
        return fields;
    }
}
