// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Map;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;

/** Counts, for a tracked cluster, what the bolt within executes. */
public class BoltTracker extends NonRichBoltTracker implements IRichBolt {
    private static final long serialVersionUID = 2086676211271358184L;

    private final IRichBolt richDelegate;

    /** Counts {@code delegate}'s executions under {@code id}. */
    public BoltTracker(IRichBolt delegate, String id) {
        super(delegate, id);
        richDelegate = delegate;
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        richDelegate.declareOutputFields(declarer);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return richDelegate.getComponentConfiguration();
    }
}
