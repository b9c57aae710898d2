// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.spout;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Emits random sentences in the one field {@code sentence}. */
public class RandomSentenceSpout extends ReplayingSpout {
    private static final long serialVersionUID = 1L;
    private static final String[] SENTENCES = {
        "the storm moved over the harbour before dawn",
        "every lightning strike has its thunder",
        "a gull rode the wind above the grey water",
        "the keeper lit the lamp and counted the ships",
        "rain fell on the roofs and on the sea",
        "the wind turned and the harbour was quiet",
    };

    @Override
    Values next() {
        return new Values(SENTENCES[ThreadLocalRandom.current().nextInt(SENTENCES.length)]);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("sentence"));
    }
}
