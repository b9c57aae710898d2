// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident;

import org.apache.storm.generated.SharedMemory;
import org.apache.storm.topology.ResourceDeclarer;
import tempest.trident.plan.Node;
import tempest.trident.plan.StateRef;

/** A state of a topology, for {@code stateQuery}. */
public class TridentState implements ResourceDeclarer<TridentState> {
    final TridentTopology topology;
    final Node node;
    final StateRef state;

    TridentState(TridentTopology topology, Node node, StateRef state) {
        this.topology = topology;
        this.node = node;
        this.state = state;
    }

    /** A state as {@code asking} may query it. */
    static StateRef of(TridentState state, TridentTopology asking, String label) {
        if (state == null || state.topology != asking) {
            throw new IllegalArgumentException(label + ": the state " + (state == null ? "is null" : "belongs to another topology"));
        }
        return state.state;
    }

    /** What the state's updater emits, once the batch is committed. */
    public Stream newValuesStream() {
        return new Stream(topology, null, node);
    }

    /** How many partitions update the state, and all that no repartitioning separates from that. */
    public TridentState parallelismHint(int parallelism) {
        node.parallelismHint(parallelism);
        return this;
    }

    @Override
    public TridentState setCPULoad(Number load) {
        node.setCPULoad(load);
        return this;
    }

    @Override
    public TridentState setMemoryLoad(Number onHeap) {
        node.setMemoryLoad(onHeap);
        return this;
    }

    @Override
    public TridentState setMemoryLoad(Number onHeap, Number offHeap) {
        node.setMemoryLoad(onHeap, offHeap);
        return this;
    }

    @Override
    public TridentState addSharedMemory(SharedMemory request) {
        node.addSharedMemory(request);
        return this;
    }
}
