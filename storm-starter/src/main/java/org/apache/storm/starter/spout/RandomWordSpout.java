// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.spout;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Emits random words in the one field {@code word}; some words come up more often than others. */
public class RandomWordSpout extends ReplayingSpout {
    private static final long serialVersionUID = 1L;
    private static final String[] WORDS = {"gale", "squall", "breeze", "cyclone", "typhoon", "monsoon", "zephyr", "mistral"};

    @Override
    Values next() {
        // The smaller of two throws: words at the front of the list are the frequent ones.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Values(WORDS[Math.min(random.nextInt(WORDS.length), random.nextInt(WORDS.length))]);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("word"));
    }
}
