// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Testing;

/** How {@code Testing.completeTopology} runs a topology to its end. */
public class CompleteTopologyParam {
    private MockedSources mockedSources = new MockedSources();
    private Map<String, Object> topoConf = new HashMap<>();
    private boolean cleanupState = true;
    private String topologyName;
    private int timeoutMs = Testing.TEST_TIMEOUT_MS;

    /** What spouts emit instead of their own tuples. */
    public MockedSources getMockedSources() {
        return mockedSources;
    }

    /** Null for none. */
    public void setMockedSources(MockedSources mockedSources) {
        this.mockedSources = mockedSources == null ? new MockedSources() : mockedSources;
    }

    /** The topology's configuration. */
    public Map<String, Object> getStormConf() {
        return topoConf;
    }

    /** Null for none. */
    public void setStormConf(Map<String, Object> topoConf) {
        this.topoConf = topoConf == null ? new HashMap<>() : topoConf;
    }

    /** Whether what spouts and captures remember is forgotten at the end. */
    public boolean getCleanupState() {
        return cleanupState;
    }

    /** Null for true. */
    public void setCleanupState(Boolean cleanupState) {
        this.cleanupState = cleanupState == null || cleanupState;
    }

    /** The topology's name, or null for one of its own. */
    public String getTopologyName() {
        return topologyName;
    }

    public void setTopologyName(String topologyName) {
        this.topologyName = topologyName;
    }

    /** How long to wait, in milliseconds. */
    public Integer getTimeoutMs() {
        return timeoutMs;
    }

    /** Null for the default. */
    public void setTimeoutMs(Integer timeoutMs) {
        this.timeoutMs = timeoutMs == null ? Testing.TEST_TIMEOUT_MS : timeoutMs;
    }
}
