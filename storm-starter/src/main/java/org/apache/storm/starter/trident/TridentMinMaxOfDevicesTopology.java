// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.Consumer;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Of each batch of readings of devices, the ones with the least and with the greatest count, by the natural order of a field. Argument: the topology's
 * name (default {@code devices}).
 */
public class TridentMinMaxOfDevicesTopology extends ConfigurableTopology {
    static final Fields FIELDS = new Fields("device-id", "count");
    private static final int READINGS_A_BATCH = 10;
    private static final int DEVICES = 20;
    private static final int MOST = 1000;

    public static void main(String[] args) {
        ConfigurableTopology.start(new TridentMinMaxOfDevicesTopology(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "devices", conf,
            topology(readings(Long.MAX_VALUE), t -> System.out.println("least " + t), t -> System.out.println("greatest " + t)));
        return 0;
    }

    static RandomReadings readings(long batches) {
        return new RandomReadings(FIELDS, READINGS_A_BATCH, 1, batches, random -> new Values(random.nextInt(DEVICES), random.nextInt(MOST)));
    }

    static StormTopology topology(IBatchSpout readings, Consumer least, Consumer greatest) {
        TridentTopology topology = new TridentTopology();
        Stream devices = topology.newStream("devices", readings);
        devices.minBy("count").peek(least);
        devices.maxBy("count").peek(greatest);
        return topology.build();
    }
}
