// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.spout;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Emits what was ordered or what was paid, of orders with few numbers: fields {@code order}, {@code what}, {@code amount} and {@code at}. */
public class RandomOrderSpout extends ReplayingSpout {
    private static final long serialVersionUID = 1L;
    private static final int ORDERS = 1_000;
    private static final int MOST = 100;

    private final String what;

    /** @param what the value of the field {@code what} */
    public RandomOrderSpout(String what) {
        this.what = what;
    }

    @Override
    Values next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Values(random.nextInt(ORDERS), what, random.nextInt(MOST), System.currentTimeMillis());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("order", "what", "amount", "at"));
    }
}
