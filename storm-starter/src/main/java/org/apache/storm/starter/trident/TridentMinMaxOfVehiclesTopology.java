// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.Consumer;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Of each batch of vehicles that pass, the slowest one, by a comparator of whole tuples, and the most thirsty one, by a comparator of one field.
 * Argument: the topology's name (default {@code vehicles}).
 */
public class TridentMinMaxOfVehiclesTopology extends ConfigurableTopology {
    static final Fields FIELDS = new Fields("vehicle", "driver");
    private static final int VEHICLES_A_BATCH = 10;
    private static final int VEHICLES = 1000;
    private static final int FASTEST = 200;
    private static final int MOST_THIRSTY = 30;

    /** What passes. */
    record Vehicle(String name, int speed, double litresPer100Km) implements Serializable { }

    public static void main(String[] args) {
        ConfigurableTopology.start(new TridentMinMaxOfVehiclesTopology(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "vehicles", conf,
            topology(vehicles(Long.MAX_VALUE), t -> System.out.println("slowest " + t), t -> System.out.println("thirstiest " + t)));
        return 0;
    }

    static RandomReadings vehicles(long batches) {
        return new RandomReadings(FIELDS, VEHICLES_A_BATCH, 2, batches, random -> {
            int number = random.nextInt(VEHICLES);
            return new Values(new Vehicle("vehicle-" + number, random.nextInt(FASTEST), random.nextDouble() * MOST_THIRSTY), "driver-" + number);
        });
    }

    static StormTopology topology(IBatchSpout vehicles, Consumer slowest, Consumer thirstiest) {
        TridentTopology topology = new TridentTopology();
        Stream passing = topology.newStream("vehicles", vehicles);
        passing.min(new BySpeed()).peek(slowest);
        passing.maxBy("vehicle", new ByThirst()).peek(thirstiest);
        return topology.build();
    }

    /** Compares tuples by the speed of their vehicle. */
    static final class BySpeed implements Comparator<TridentTuple>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(TridentTuple a, TridentTuple b) {
            return Integer.compare(((Vehicle) a.getValueByField("vehicle")).speed, ((Vehicle) b.getValueByField("vehicle")).speed);
        }
    }

    /** Compares vehicles by what they burn. */
    static final class ByThirst implements Comparator<Vehicle>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(Vehicle a, Vehicle b) {
            return Double.compare(a.litresPer100Km, b.litresPer100Km);
        }
    }
}
