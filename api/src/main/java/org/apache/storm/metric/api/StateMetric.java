// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** A metric that reports the state of an object. */
public class StateMetric implements IMetric {
    private final IStatefulObject obj;

    public StateMetric(IStatefulObject obj) {
        this.obj = obj;
    }

    @Override
    public Object getValueAndReset() {
        return obj.getState();
    }
}
