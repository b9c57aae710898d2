// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.spout;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Emits random numbers from 0 to 999 with the time and a number that rises with each tuple: fields {@code value}, {@code ts} and {@code msgid}. */
public class RandomIntegerSpout extends ReplayingSpout {
    private static final long serialVersionUID = 1L;

    private long emitted;

    @Override
    Values next() {
        return new Values(ThreadLocalRandom.current().nextInt(1_000), System.currentTimeMillis(), ++emitted);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("value", "ts", "msgid"));
    }
}
