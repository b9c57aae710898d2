// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

/** A class of the user's that makes the topology, and the method to call. */
public class TopologySourceDef extends ObjectDef {
    /** What is called where nothing else is said. */
    public static final String DEFAULT_METHOD_NAME = "getTopology";

    private String methodName = DEFAULT_METHOD_NAME;

    public String getMethodName() {
        return methodName;
    }

    public void setMethodName(String methodName) {
        this.methodName = methodName;
    }
}
