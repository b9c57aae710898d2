// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.spout;

import java.util.Map;
import org.apache.storm.utils.ObjectReader;

/**
 * Holds an example's spout to a rate, so that trying an example does not occupy a whole machine. The rate is
 * {@code starter.tuples.per.second} for each spout task (default 1000); 0 means as fast as the topology takes them.
 * Owned by one spout task's thread.
 */
final class Pace {
    private static final String RATE = "starter.tuples.per.second";
    private static final int DEFAULT_RATE = 1000;
    private static final long MOST_BEHIND_NANOS = 1_000_000_000L;

    private final long nanosBetween;
    private long next = System.nanoTime();

    Pace(Map<String, Object> conf) {
        int rate = ObjectReader.getInt(conf.get(RATE), DEFAULT_RATE);
        if (rate < 0) {
            throw new IllegalArgumentException(RATE + " is " + rate + "; it is a rate, 0 (unlimited) or more");
        }
        nanosBetween = rate == 0 ? 0 : 1_000_000_000L / rate;
    }

    /** Whether the next tuple is due; if so it counts as emitted. Never blocks. */
    boolean due() {
        if (nanosBetween == 0) {
            return true;
        }
        long now = System.nanoTime();
        if (now - next < 0) {
            return false;
        }
        // A task that was stopped for a while (deactivated, say) does not make up for more than a second.
        next = Math.max(next, now - MOST_BEHIND_NANOS) + nanosBetween;
        return true;
    }
}
