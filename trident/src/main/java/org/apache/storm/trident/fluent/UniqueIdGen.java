// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.fluent;

/** Numbers the streams, states and windows of one topology. */
public class UniqueIdGen {
    private int streams;
    private int states;
    private int windows;

    public String getUniqueStreamId() {
        return "s" + ++streams;
    }

    public String getUniqueStateId() {
        return "state" + ++states;
    }

    public String getUniqueWindowId() {
        return "w" + ++windows;
    }
}
