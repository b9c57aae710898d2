// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident;

import java.util.List;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.windowing.InMemoryWindowsStoreFactory;
import org.apache.storm.trident.windowing.WindowsStoreFactory;
import org.apache.storm.trident.windowing.config.WindowConfig;
import org.apache.storm.tuple.Fields;
import tempest.trident.plan.Labels;
import tempest.trident.plan.Node;
import tempest.trident.stage.WindowedStep;

/** Declares windows of one topology. */
final class Windows {
    private final TridentTopology topology;

    Windows(TridentTopology topology) {
        this.topology = topology;
    }

    /** @param store null to keep tuples in memory */
    Stream declare(Stream stream, WindowConfig config, WindowsStoreFactory store, Fields in, Aggregator<?> aggregator, Fields out) {
        config.validate();
        WindowsStoreFactory results = store == null ? new InMemoryWindowsStoreFactory() : store;
        WindowedStep step = new WindowedStep(config, topology.getUniqueWindowId(), results, in, aggregator, store != null, out);
        String label = "window " + Labels.of(config) + " " + Labels.of(aggregator, in);
        Node node = topology.graph.operation(stream.name, label, step, List.of(stream.node), out);
        return new Stream(topology, stream.name, node);
    }
}
