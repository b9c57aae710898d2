// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

/** How busy a task and the way to it are: 0 is idle, 1 is full. Immutable. */
public class Load {
    private final boolean hasMetrics;
    private final double boltLoad;
    private final double connectionLoad;

    /**
     * @param hasMetrics whether the task's own load is known; if not, it counts as full
     */
    public Load(boolean hasMetrics, double boltLoad, double connectionLoad) {
        this.hasMetrics = hasMetrics;
        this.boltLoad = boltLoad;
        this.connectionLoad = connectionLoad;
    }

    public boolean hasMetrics() {
        return hasMetrics;
    }

    public double getBoltLoad() {
        return boltLoad;
    }

    public double getConnectionLoad() {
        return connectionLoad;
    }

    /** The higher of the two loads. */
    public double getLoad() {
        return hasMetrics ? Math.max(boltLoad, connectionLoad) : 1.0;
    }

    @Override
    public String toString() {
        return "[:load " + boltLoad + " " + connectionLoad + "]";
    }
}
