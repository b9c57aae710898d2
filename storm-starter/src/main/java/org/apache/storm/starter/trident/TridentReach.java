// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseFunction;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.builtin.MapGet;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.state.ReadOnlyState;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.map.ReadOnlyMapState;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Serves the function {@code reach}: how many different people can have seen a URL, because they follow somebody who shared it? It queries two states that
 * nothing updates, in parallel. Call it with {@code storm drpc-client reach example.org/cats}. Argument: the topology's name (default
 * {@code reach}).
 */
public class TridentReach extends ConfigurableTopology {
    static final String FUNCTION = "reach";
    static final Map<String, List<String>> SHARED_BY = Map.of(
        "example.org/cats", List.of("ada", "bob", "eve"),
        "example.org/dogs", List.of("bob", "joe"),
        "example.org/fish", List.of("ida"));
    static final Map<String, List<String>> FOLLOWERS = Map.of(
        "ada", List.of("bob", "eve", "joe", "kim"),
        "bob", List.of("ada", "kim", "lee"),
        "eve", List.of("ada", "kim"),
        "joe", List.of("max", "lee", "ada", "zoe"));

    public static void main(String[] args) {
        ConfigurableTopology.start(new TridentReach(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "reach", conf, topology(null));
        return 0;
    }

    /** @param drpc where the function is served in this JVM; null for the configured servers */
    static StormTopology topology(ILocalDRPC drpc) {
        TridentTopology topology = new TridentTopology();
        TridentState sharers = topology.newStaticState(new Table.Factory(SHARED_BY));
        TridentState followers = topology.newStaticState(new Table.Factory(FOLLOWERS));
        topology.newDRPCStream(FUNCTION, drpc)
            .stateQuery(sharers, new Fields("args"), new MapGet(), new Fields("sharers"))
            .each(new Fields("sharers"), new OneByOne(), new Fields("sharer"))
            .shuffle()
            .stateQuery(followers, new Fields("sharer"), new MapGet(), new Fields("followers"))
            .each(new Fields("followers"), new OneByOne(), new Fields("follower"))
            .groupBy(new Fields("follower"))
            .aggregate(new One(), new Fields("one"))
            .aggregate(new Fields("one"), new Sum(), new Fields("reach"));
        return topology.build();
    }

    /** A read-only map with bulk lookup. */
    static final class Table extends ReadOnlyState implements ReadOnlyMapState<Object> {
        private final Map<String, List<String>> values;

        Table(Map<String, List<String>> values) {
            this.values = values;
        }

        @Override
        public List<Object> multiGet(List<List<Object>> keys) {
            List<Object> found = new ArrayList<>(keys.size());
            for (List<Object> key : keys) {
                found.add(values.get(key.get(0)));
            }
            return found;
        }

        /** Makes the same table in every partition. */
        static final class Factory implements StateFactory {
            private static final long serialVersionUID = 1L;

            private final HashMap<String, List<String>> values;

            Factory(Map<String, List<String>> values) {
                this.values = new HashMap<>(values);
            }

            @Override
            public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
                return new Table(values);
            }
        }
    }

    /** Emits what a list has, one by one. */
    static final class OneByOne extends BaseFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(TridentTuple tuple, TridentCollector collector) {
            List<?> list = (List<?>) tuple.getValue(0);
            if (list != null) {
                list.forEach(item -> collector.emit(new Values(item)));
            }
        }
    }

    /** One for a group, however many tuples it has. */
    static final class One implements CombinerAggregator<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer init(TridentTuple tuple) {
            return 1;
        }

        @Override
        public Integer combine(Integer val1, Integer val2) {
            return 1;
        }

        @Override
        public Integer zero() {
            return 1;
        }
    }
}
