// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;

/** What spouts emit instead of their own tuples when {@code Testing.completeTopology} runs a topology; by spout id. */
public class MockedSources {
    private final Map<String, List<FixedTuple>> data;

    /** Nothing mocked yet. */
    public MockedSources() {
        this(new HashMap<>());
    }

    /** Starts from {@code data}, which it keeps and changes. */
    public MockedSources(Map<String, List<FixedTuple>> data) {
        this.data = data;
    }

    /** Lets the spout {@code spoutId} emit {@code valueList} on {@code streamId}, after what was added before. */
    public void addMockData(String spoutId, String streamId, Values... valueList) {
        List<FixedTuple> tuples = data.computeIfAbsent(spoutId, s -> new ArrayList<>());
        for (Values values : valueList) {
            tuples.add(new FixedTuple(streamId, values));
        }
    }

    /** Lets the spout {@code spoutId} emit {@code valueList} on the default stream. */
    public void addMockData(String spoutId, Values... valueList) {
        addMockData(spoutId, Utils.DEFAULT_STREAM_ID, valueList);
    }

    /** Everything added, by spout id. */
    public Map<String, List<FixedTuple>> getData() {
        return data;
    }
}
