// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

/** What spouts and bolts have in common: parallelism, tasks and resources. A figure of -1 is not set. */
public abstract class VertexDef extends BeanDef {
    private int parallelism = 1;
    private int numTasks = -1;
    private int onHeapMemoryLoad = -1;
    private int offHeapMemoryLoad = -1;
    private int cpuLoad = -1;

    public int getParallelism() {
        return parallelism;
    }

    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public int getNumTasks() {
        return numTasks;
    }

    public void setNumTasks(int numTasks) {
        this.numTasks = numTasks;
    }

    public int getOnHeapMemoryLoad() {
        return onHeapMemoryLoad;
    }

    public void setOnHeapMemoryLoad(int onHeapMemoryLoad) {
        this.onHeapMemoryLoad = onHeapMemoryLoad;
    }

    public int getOffHeapMemoryLoad() {
        return offHeapMemoryLoad;
    }

    public void setOffHeapMemoryLoad(int offHeapMemoryLoad) {
        this.offHeapMemoryLoad = offHeapMemoryLoad;
    }

    public int getCpuLoad() {
        return cpuLoad;
    }

    public void setCpuLoad(int cpuLoad) {
        this.cpuLoad = cpuLoad;
    }
}
