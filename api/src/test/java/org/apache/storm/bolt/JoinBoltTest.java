// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.bolt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.TestTuples;
import org.apache.storm.RecordingCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.OutputFieldsGetter;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.Test;

class JoinBoltTest {
    private final RecordingCollector recorded = new RecordingCollector();
    private final Tuple ann = user(1, "ann", 10);
    private final Tuple bob = user(2, "bob", 20);
    private final Tuple annsFirst = order(1, "pen");
    private final Tuple annsSecond = order(1, "ink");
    private final Tuple nobodys = order(3, "cup");
    private final Tuple paris = TestTuples.from("cities", "default", 3, new Fields("id", "at"), 10, Map.of("name", "paris"));

    private static Tuple user(int id, String name, int city) {
        return TestTuples.from("users", "default", 1, new Fields("id", "name", "city"), id, name, city);
    }

    private static Tuple order(int user, String what) {
        return TestTuples.from("orders", "default", 2, new Fields("user", "what"), user, what);
    }

    private Set<List<Object>> joined(JoinBolt bolt, Tuple... tuples) {
        run(bolt, new OutputCollector(recorded), tuples);
        return new HashSet<>(recorded.values("default"));
    }

    private static void run(JoinBolt bolt, OutputCollector collector, Tuple... tuples) {
        JoinBolt there = Utils.javaDeserialize(Utils.javaSerialize(bolt), JoinBolt.class);
        there.prepare(new HashMap<>(), null, collector);
        there.execute(new TupleWindow() {
            @Override
            public List<Tuple> get() {
                return List.of(tuples);
            }

            @Override
            public List<Tuple> getNew() {
                return get();
            }

            @Override
            public List<Tuple> getExpired() {
                return List.of();
            }

            @Override
            public Long getEndTimestamp() {
                return 1L;
            }

            @Override
            public Long getStartTimestamp() {
                return 0L;
            }
        });
    }

    @Test
    void aCollectorOfAUsersTestSeesTheFormWithoutAStream() {
        List<Object> seen = new ArrayList<>();
        run(new JoinBolt("users", "id").join("orders", "user", "users").select("name,what"), new OutputCollector(null) {
            @Override
            public List<Integer> emit(Collection<Tuple> anchors, List<Object> tuple) {
                seen.add(tuple);
                return List.of();
            }
        }, ann, annsFirst);
        assertEquals(List.of(List.of("ann", "pen")), seen);
    }

    @Test
    void anInnerJoinHoldsEveryMatchAndNothingElse() {
        JoinBolt bolt = new JoinBolt("users", "id").join("orders", "user", "users").select("name, what");
        assertEquals(Set.of(List.of("ann", "pen"), List.of("ann", "ink")), joined(bolt, nobodys, annsFirst, ann, bob, annsSecond));
        assertEquals(List.of(ann, annsFirst), recorded.emitted.get(0).anchors());
    }

    @Test
    void aLeftJoinKeepsWhatHasNoMatch() {
        JoinBolt bolt = new JoinBolt("users", "id").leftJoin("orders", "user", "users").select("users:name,orders:what");
        assertEquals(Set.of(List.of("ann", "pen"), Arrays.asList("bob", null)), joined(bolt, annsFirst, ann, bob, nobodys));
    }

    @Test
    void aLeftJoinByAKeyThatAnEarlierOneDidNotFindDropsTheRecordAsOnStorm() {
        JoinBolt bolt = new JoinBolt("users", "id").leftJoin("orders", "user", "users").leftJoin("cities", "id", "orders").select("name,what");
        assertEquals(Set.of(List.of("ann", "pen")), joined(bolt, ann, bob, annsFirst, paris));
    }

    @Test
    void threeStreamsJoinOneAfterTheOtherAndKeysLeadIntoMaps() {
        JoinBolt bolt = new JoinBolt("orders", "user").join("users", "id", "orders").select("what,name,cities:at.name");
        JoinBolt byCity = new JoinBolt("users", "city").join("cities", "id", "users").select("name,cities:at.name");
        assertEquals(Set.of(List.of("ann", "paris")), joined(byCity, ann, bob, paris));
        recorded.emitted.clear();
        assertEquals(Set.of(Arrays.asList("pen", "ann", null)), joined(bolt, annsFirst, ann));
    }

    @Test
    void streamsCanBeToldApartByTheirIds() {
        Tuple left = TestTuples.from("x", "left", 1, new Fields("k", "v"), 1, "l");
        Tuple right = TestTuples.from("x", "right", 1, new Fields("k", "v"), 1, "r");
        JoinBolt bolt = new JoinBolt(JoinBolt.Selector.STREAM, "left", "k").join("right", "k", "left").select("left:v,right:v");
        assertEquals(Set.of(List.of("l", "r")), joined(bolt, left, right));
    }

    @Test
    void fieldsAreDeclaredByTheNamesTheyAreSelectedBy() {
        OutputFieldsGetter streams = new OutputFieldsGetter();
        new JoinBolt("a", "k").join("b", "k", "a").withOutputStream("out").select("x, b:y ,c.d").declareOutputFields(streams);
        assertEquals(List.of("x", "b:y", "c.d"), streams.getFieldsDeclaration().get("out").get_output_fields());
    }

    @Test
    void aJoinWithAStreamThatWasNotNamedIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> new JoinBolt("a", "k").join("b", "k", "z")).getMessage();
        assertTrue(message.contains("'z'"), message);
        assertThrows(IllegalArgumentException.class, () -> new JoinBolt("a", "k").join("b", "k", "a").join("b", "k", "a"));
        assertThrows(IllegalArgumentException.class, () -> new JoinBolt("a", "q:k"));
    }

    private static String refusal(JoinBolt bolt) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("users", new Emits("id", "name"));
        builder.setSpout("orders", new Emits("user", "what"));
        builder.setBolt("join", bolt.withTumblingWindow(BaseWindowedBolt.Count.of(2))).shuffleGrouping("users").shuffleGrouping("orders");
        return assertThrows(IllegalArgumentException.class, builder::createTopology).getMessage();
    }

    /** Declares fields. */
    private static final class Emits extends BaseRichSpout {
        private final String[] fields;

        Emits(String... fields) {
            this.fields = fields;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        }

        @Override
        public void nextTuple() {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields(fields));
        }
    }

    @Test
    void aFieldThatDoesNotExistIsToldWhenTheTopologyIsBuilt() {
        assertEquals("Component 'join': it joins field 'usr' of 'orders', which does not exist; there are [user, what]",
            refusal(new JoinBolt("users", "id").join("orders", "usr", "users").select("name")));
        assertEquals("Component 'join': it joins field 'no' of 'users', which does not exist; there are [id, name]",
            refusal(new JoinBolt("users", "no").join("orders", "user", "users").select("name")));
        assertEquals("Component 'join': it selects field 'nam', which does not exist; there are [id, name, user, what]",
            sorted(refusal(new JoinBolt("users", "id").join("orders", "user", "users").select("nam,what"))));
        assertEquals("Component 'join': it selects field 'name' of 'orders', which does not exist; there are [user, what]",
            refusal(new JoinBolt("users", "id").join("orders", "user", "users").select("orders:name")));
        assertEquals("Component 'join': it selects 'offers:name', and 'offers' is no part of the join of [users, orders]",
            refusal(new JoinBolt("users", "id").join("orders", "user", "users").select("offers:name")));
        assertTrue(refusal(new JoinBolt("users", "id").join("offers", "user", "users").select("name"))
            .contains("it subscribes to 'orders', which is no part of the join of [users, offers]"));
    }

    /** The inputs of a bolt have no order. */
    private static String sorted(String message) {
        return message.replace("[user, what, id, name]", "[id, name, user, what]");
    }
}
