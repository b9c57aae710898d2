// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.grouping.PartialKeyGrouping;
import org.apache.storm.hooks.BaseWorkerHook;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

class TopologyBuilderTest {
    private final TopologyBuilder builder = new TopologyBuilder();

    static class Words extends BaseRichSpout {
        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        }

        @Override
        public void nextTuple() {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
            declarer.declareStream("side", true, new Fields("x", "y"));
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return Map.of("topology.debug", true);
        }
    }

    static class Count extends BaseRichBolt {
        private Object state;
        private List<Object> holders;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        }

        @Override
        public void execute(Tuple input) {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("n"));
        }
    }

    static class Holder implements Serializable {
        private final Thread worker = new Thread();
    }

    static class Summing extends BaseStatefulBolt<KeyValueState<String, Long>> {
        @Override
        public void initState(KeyValueState<String, Long> state) {
        }

        @Override
        public void execute(Tuple input) {
        }
    }

    private static String message(Class<? extends Throwable> type, org.junit.jupiter.api.function.Executable code) {
        String message = assertThrows(type, code).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    private static Map<?, ?> conf(ComponentCommon common) {
        return (Map<?, ?>) JSONValue.parse(common.get_json_conf());
    }

    @Test
    void anIdIsTakenOnce() {
        builder.setSpout("a", new Words());
        assertTrue(message(IllegalArgumentException.class, () -> builder.setBolt("a", new Count())).contains("'a'"));
        assertTrue(message(IllegalArgumentException.class, () -> builder.setSpout("a", new Words())).contains("Spout"));
    }

    @Test
    void parallelismMustBePositive() {
        assertTrue(message(IllegalArgumentException.class, () -> builder.setSpout("a", new Words(), 0)).contains("'a' has 0"));
        builder.setSpout("a", new Words(), 1);
    }

    @Test
    void aMissingComponentIsNamed() {
        assertTrue(message(IllegalArgumentException.class, () -> builder.setBolt("a", (IRichBolt) null)).contains("'a'"));
        assertTrue(message(IllegalArgumentException.class, () -> builder.setBolt("b", (IBasicBolt) null, 2)).contains("'b'"));
    }

    @Test
    void aComponentThatDoesNotSerializeIsNamedWithThePathOfFields() {
        Count count = new Count();
        count.holders = List.of("fine", new Holder());
        builder.setBolt("count", count);
        String message = message(IllegalStateException.class, builder::createTopology);
        assertTrue(message.contains("Bolt 'count'"), message);
        assertTrue(message.contains("Count.holders[1].worker (java.lang.Thread)"), message);
    }

    @Test
    void whatALambdaCapturedIsFoundToo() {
        Object lock = new Object();
        builder.setBolt("lambda", tuple -> lock.hashCode());
        String message = message(IllegalStateException.class, builder::createTopology);
        assertTrue(message.contains("'lambda'") && message.contains("(java.lang.Object)"), message);
    }

    @Test
    void aCycleOfObjectsDoesNotHinderTheSearch() {
        Count count = new Count();
        count.state = new Object[] {count, Map.of("k", new Object())};
        builder.setBolt("count", count);
        String message = message(IllegalStateException.class, builder::createTopology);
        assertTrue(message.contains("Count.state[1]{k} (java.lang.Object)"), message);
    }

    @Test
    void streamsConfigurationAndParallelismAreAsDeclared() {
        builder.setSpout("words", new Words(), 2).setNumTasks(4).addConfiguration("z", 1).setMaxSpoutPending(7);
        ComponentCommon common = builder.createTopology().get_spouts().get("words").get_common();
        assertEquals(2, common.get_parallelism_hint());
        assertEquals(Map.of("topology.debug", true, "topology.tasks", 4, "z", 1, "topology.max.spout.pending", 7), conf(common));
        assertEquals(List.of("word"), common.get_streams().get("default").get_output_fields());
        assertTrue(common.get_streams().get("side").is_direct());
        assertEquals(0, common.get_inputs_size());
    }

    @Test
    void resourcesStandUnderTheirOwnKeysAndInTheMap() {
        builder.setSpout("words", new Words()).setMemoryLoad(100, 50).setCPULoad(10).addResource("gpu.count", 3).setMemoryLoad(200);
        Map<?, ?> conf = conf(builder.createTopology().get_spouts().get("words").get_common());
        assertEquals(200.0, conf.get("topology.component.resources.onheap.memory.mb"));
        assertEquals(50.0, conf.get("topology.component.resources.offheap.memory.mb"));
        assertEquals(10.0, conf.get("topology.component.cpu.pcore.percent"));
        assertEquals(Map.of("topology.component.resources.onheap.memory.mb", 200.0, "topology.component.resources.offheap.memory.mb", 50.0,
            "topology.component.cpu.pcore.percent", 10.0, "gpu.count", 3.0), conf.get("topology.component.resources.map"));
    }

    @Test
    void eachGroupingIsSubmittedAsStormSubmitsIt() {
        builder.setBolt("b", new Count()).shuffleGrouping("s").fieldsGrouping("s", "f", new Fields("q")).globalGrouping("s", "g")
            .noneGrouping("s", "n").allGrouping("s", "a").directGrouping("s", "d").localOrShuffleGrouping("s", "l")
            .partialKeyGrouping("s", "p", new Fields("q")).customGrouping("s", "c", new PartialKeyGrouping());
        Map<GlobalStreamId, Grouping> inputs = builder.createTopology().get_bolts().get("b").get_common().get_inputs();
        assertTrue(inputs.get(new GlobalStreamId("s", "default")).is_set_shuffle());
        assertEquals(List.of("q"), inputs.get(new GlobalStreamId("s", "f")).get_fields());
        assertEquals(List.of(), inputs.get(new GlobalStreamId("s", "g")).get_fields());
        assertTrue(inputs.get(new GlobalStreamId("s", "n")).is_set_none());
        assertTrue(inputs.get(new GlobalStreamId("s", "a")).is_set_all());
        assertTrue(inputs.get(new GlobalStreamId("s", "d")).is_set_direct());
        assertTrue(inputs.get(new GlobalStreamId("s", "l")).is_set_local_or_shuffle());
        for (String stream : List.of("p", "c")) {
            byte[] custom = inputs.get(new GlobalStreamId("s", stream)).get_custom_serialized();
            assertTrue(Utils.javaDeserialize(custom, CustomStreamGrouping.class) instanceof PartialKeyGrouping);
        }
    }

    @Test
    void aComponentComesBackAsItWasSet() {
        builder.setBolt("basic", (tuple, collector) -> collector.emit(tuple.getValues()), "a", "b");
        byte[] set = builder.createTopology().get_bolts().get("basic").get_bolt_object().get_serialized_java();
        IRichBolt bolt = Utils.javaDeserialize(set, IRichBolt.class);
        OutputFieldsGetter streams = new OutputFieldsGetter();
        bolt.declareOutputFields(streams);
        assertEquals(List.of("a", "b"), streams.getFieldsDeclaration().get("default").get_output_fields());
    }

    @Test
    void serializationsCannotBeSetForOneComponent() {
        assertTrue(message(IllegalArgumentException.class, () -> builder.setBolt("b", new Count())
            .addConfiguration("topology.kryo.register", List.of("x"))).contains("'b'"));
    }

    @Test
    void sharedMemoryIsNotedOnceAndMustBeTheSameForAll() {
        builder.setBolt("a", new Count()).addSharedMemory(new SharedOnHeap(10, "pool"));
        BoltDeclarer b = builder.setBolt("b", new Count()).addSharedMemory(new SharedOnHeap(10, "pool"));
        assertThrows(IllegalArgumentException.class, () -> b.addSharedMemory(new SharedOffHeapWithinWorker(10, "pool")));
        StormTopology topology = builder.createTopology();
        assertEquals(Set.of("pool"), topology.get_shared_memory().keySet());
        assertEquals(Map.of("a", Set.of("pool"), "b", Set.of("pool")), topology.get_component_to_shared_memory());
    }

    @Test
    void workerHooksAreCarriedAlong() {
        builder.addWorkerHook(new BaseWorkerHook());
        assertEquals(1, builder.createTopology().get_worker_hooks_size());
        message(IllegalArgumentException.class, () -> builder.addWorkerHook(null));
    }

    @Test
    void oneStatefulBoltBringsTheCheckpointStreamToEveryBolt() {
        builder.setSpout("words", new Words());
        builder.setBolt("plain", new Count()).shuffleGrouping("words");
        builder.setBolt("sum", new Summing()).shuffleGrouping("plain");
        StormTopology topology = builder.createTopology();
        assertTrue(topology.get_spouts().containsKey("$checkpointspout"));
        ComponentCommon plain = topology.get_bolts().get("plain").get_common();
        assertTrue(plain.get_inputs().get(new GlobalStreamId("$checkpointspout", "$checkpoint")).is_set_all());
        assertEquals(List.of("txid", "action"), plain.get_streams().get("$checkpoint").get_output_fields());
        assertTrue(topology.get_bolts().get("sum").get_common().get_inputs().get(new GlobalStreamId("plain", "$checkpoint")).is_set_all());
    }

    @Test
    void aTopologyWithoutStateHasNoCheckpoints() {
        builder.setSpout("words", new Words());
        builder.setBolt("plain", new Count()).shuffleGrouping("words");
        assertEquals(Set.of("words"), builder.createTopology().get_spouts().keySet());
    }
}
