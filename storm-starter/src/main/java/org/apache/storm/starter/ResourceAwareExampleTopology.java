// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import org.apache.storm.starter.ExclamationTopology.ExclamationBolt;
import org.apache.storm.starter.spout.RandomWordSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.SharedOffHeapWithinNode;
import org.apache.storm.topology.SharedOnHeap;
import org.apache.storm.topology.SpoutDeclarer;
import org.apache.storm.topology.TopologyBuilder;

/**
 * Tells the scheduler what each component needs: CPU in percent of a core, memory in MB on and off the heap, memory shared by the
 * tasks of a worker or node. A resource-aware scheduler places by these; others ignore them. Arguments: the topology's
 * name (default {@code resource-aware-example}).
 */
public class ResourceAwareExampleTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new ResourceAwareExampleTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        conf.setTopologyWorkerMaxHeapSize(768.0);
        conf.setTopologyPriority(29);
        return submit(args.length > 0 ? args[0] : "resource-aware-example", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        SpoutDeclarer words = builder.setSpout("word", new RandomWordSpout(), 2);
        words.setCPULoad(20);
        words.setMemoryLoad(64, 16);
        builder.setBolt("exclaim1", new ExclamationBolt(), 2).shuffleGrouping("word")
            .setCPULoad(15)
            .setMemoryLoad(64)
            .addSharedMemory(new SharedOnHeap(32, "exclaim cache"));
        builder.setBolt("exclaim2", new ExclamationBolt(), 1).shuffleGrouping("exclaim1")
            .setCPULoad(15)
            .setMemoryLoad(64)
            .addSharedMemory(new SharedOffHeapWithinNode(64, "node index"));
        return builder;
    }
}
