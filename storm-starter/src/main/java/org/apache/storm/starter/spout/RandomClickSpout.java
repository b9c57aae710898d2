// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.spout;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Emits that somebody has looked at a page, for how long, and when: fields {@code user}, {@code page}, {@code seconds} and {@code at}. */
public class RandomClickSpout extends ReplayingSpout {
    private static final long serialVersionUID = 1L;
    private static final String[] USERS = {"ann", "bob", "cleo", "dan"};
    private static final String[] PAGES = {"start", "search", "basket", "order"};
    private static final int LONGEST_SECONDS = 60;

    @Override
    Values next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Values(USERS[random.nextInt(USERS.length)], PAGES[random.nextInt(PAGES.length)], (long) random.nextInt(LONGEST_SECONDS),
            System.currentTimeMillis());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("user", "page", "seconds", "at"));
    }
}
