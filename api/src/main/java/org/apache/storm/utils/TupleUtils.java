// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.tuple.Tuple;

/** Questions about tuples. */
public final class TupleUtils {

    private TupleUtils() {
    }

    /** Whether a tuple is a tick of the system's clock. Null is not. */
    public static boolean isTick(Tuple tuple) {
        return tuple != null
            && Constants.SYSTEM_COMPONENT_ID.equals(tuple.getSourceComponent())
            && Constants.SYSTEM_TICK_STREAM_ID.equals(tuple.getSourceStreamId());
    }

    /** The index, below {@code numTasks}, that equal keys share; arrays among the keys count by content. */
    public static <T> int chooseTaskIndex(List<T> keys, int numTasks) {
        return Math.floorMod(Arrays.deepHashCode(keys.toArray()), numTasks);
    }

    /** Asks for a tick tuple every {@code tickFreqSecs}, in {@code conf}, or in a new map if that is null. */
    public static Map<String, Object> putTickFrequencyIntoComponentConfig(Map<String, Object> conf, int tickFreqSecs) {
        Map<String, Object> result = conf == null ? new HashMap<>() : conf;
        if (tickFreqSecs > 0) {
            result.put(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, tickFreqSecs);
        }
        return result;
    }
}
