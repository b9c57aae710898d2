// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.flux.api.TopologySource;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.testing.NGrouping;
import org.apache.storm.testing.TestWordSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final String BOLTS = Yaml.SPOUT + """
        bolts:
          - id: it
            className: org.apache.storm.flux.Part
        """;

    /** Counts nothing; only its kind is of interest. */
    public static final class Windowed extends BaseWindowedBolt {
        private static final long serialVersionUID = 1;

        @Override
        public void execute(TupleWindow window) {
            // nothing to do
        }
    }

    /** Has a method of another name, and two that fit. */
    public static final class Source implements TopologySource {
        private final String id;

        public Source(String id) {
            this.id = id;
        }

        @Override
        public StormTopology getTopology(Map<String, Object> config) {
            return other(new Config());
        }

        public StormTopology other(Config config) {
            TopologyBuilder builder = new TopologyBuilder();
            builder.setSpout(id + config.getOrDefault("suffix", ""), new TestWordSpout());
            return builder.createTopology();
        }
    }

    private static Grouping grouping(String type) throws Exception {
        StormTopology topology = Yaml.build(BOLTS + "streams: [{from: words, to: it, grouping: " + type + "}]");
        return topology.get_bolts().get("it").get_common().get_inputs().get(new GlobalStreamId("words", "default"));
    }

    @Test
    void eachKindOfGroupingIsMade() throws Exception {
        assertTrue(grouping("{type: SHUFFLE}").is_set_shuffle());
        assertTrue(grouping("{type: LOCAL_OR_SHUFFLE}").is_set_local_or_shuffle());
        assertTrue(grouping("{type: ALL}").is_set_all());
        assertTrue(grouping("{type: DIRECT}").is_set_direct());
        assertTrue(grouping("{type: NONE}").is_set_none());
        assertEquals(List.of(), grouping("{type: GLOBAL}").get_fields());
        assertEquals(List.of("word"), grouping("{type: FIELDS, args: [word]}").get_fields());
        byte[] custom = grouping("{type: CUSTOM, customClass: {className: org.apache.storm.testing.NGrouping, constructorArgs: [2]}}").get_custom_serialized();
        assertArrayEquals(Utils.javaSerialize(new NGrouping(2)), custom);
    }

    @Test
    void aBoltReceivesFromSeveralStreamsOfSeveralComponents() throws Exception {
        StormTopology topology = Yaml.build(BOLTS + """
              - id: second
                className: org.apache.storm.testing.TestGlobalCount
            streams:
              - {name: first, from: words, to: it, grouping: {type: SHUFFLE}}
              - {from: it, to: it, grouping: {type: FIELDS, args: [word], streamId: other}}
              - {from: it, to: second, grouping: {type: GLOBAL}}
              - {from: words, to: second, grouping: {type: GLOBAL}}
            """);
        assertEquals(Set.of(new GlobalStreamId("words", "default"), new GlobalStreamId("it", "other")),
            topology.get_bolts().get("it").get_common().get_inputs().keySet());
        assertEquals(Set.of(new GlobalStreamId("words", "default"), new GlobalStreamId("it", "default")),
            topology.get_bolts().get("second").get_common().get_inputs().keySet());
    }

    @Test
    void aBoltToWhichNoStreamLeadsIsLeftOutAsInStorm() throws Exception {
        assertFalse(Yaml.build(BOLTS).get_bolts().containsKey("it"));
    }

    @Test
    void parallelismTasksAndResourcesReachTheTopology() throws Exception {
        StormTopology topology = Yaml.build("""
            spouts:
              - {id: words, className: org.apache.storm.testing.TestWordSpout, parallelism: 3, numTasks: 6}
            bolts:
              - {id: it, className: org.apache.storm.flux.Part, onHeapMemoryLoad: 100, offHeapMemoryLoad: 20, cpuLoad: 30}
            streams: [{from: words, to: it, grouping: {type: SHUFFLE}}]
            """);
        ComponentCommon spout = topology.get_spouts().get("words").get_common();
        assertEquals(3, spout.get_parallelism_hint());
        assertEquals("{\"topology.tasks\":6}", spout.get_json_conf());
        ComponentCommon bolt = topology.get_bolts().get("it").get_common();
        assertEquals(1, bolt.get_parallelism_hint());
        for (String load : List.of("\"topology.component.resources.onheap.memory.mb\":100.0", "\"topology.component.resources.offheap.memory.mb\":20.0",
            "\"topology.component.cpu.pcore.percent\":30.0")) {
            assertTrue(bolt.get_json_conf().contains(load), bolt.get_json_conf());
        }
    }

    @Test
    void boltsOfEveryKindAreTaken() throws Exception {
        Map<String, Bolt> bolts = Yaml.build(Yaml.SPOUT + """
            bolts:
              - id: basic
                className: org.apache.storm.testing.TestWordCounter
              - id: windowed
                className: org.apache.storm.flux.StreamsTest$Windowed
                configMethods:
                  - {name: withTumblingWindow, args: [{ref: five}]}
            components:
              - {id: five, className: org.apache.storm.topology.base.BaseWindowedBolt$Count, factory: of, factoryArgs: [5]}
            streams:
              - {from: words, to: basic, grouping: {type: SHUFFLE}}
              - {from: words, to: windowed, grouping: {type: SHUFFLE}}
            """).get_bolts();
        assertEquals(Set.of("basic", "windowed"), bolts.keySet());
        assertTrue(bolts.get("windowed").get_common().get_json_conf().contains("5"));
    }

    @Test
    void workerHooksGoIntoTheTopology() throws Exception {
        StormTopology topology = Yaml.build(Yaml.SPOUT + """
            workerHooks:
              - {id: hook, className: org.apache.storm.hooks.BaseWorkerHook}
            """);
        assertEquals(1, topology.get_worker_hooks_size());
    }

    @Test
    void aSourceMakesTheTopologyWithTheConfiguration() throws Exception {
        String source = """
            config: {suffix: -x}
            topologySource:
              className: org.apache.storm.flux.StreamsTest$Source
              constructorArgs: [s]
            """;
        assertEquals(Set.of("s"), Yaml.build(source).get_spouts().keySet());
        assertEquals(Set.of("s-x"), Yaml.build(source + "  methodName: other\n").get_spouts().keySet());
    }

    @Test
    void theConfigurationIsThatOfTheFile() throws Exception {
        assertEquals(Map.of("topology.workers", 2, "a", List.of(1, "b")), FluxBuilder.buildConfig(Yaml.read("config: {topology.workers: 2, a: [1, b]}")));
        assertEquals(Map.of(), FluxBuilder.buildConfig(Yaml.read("name: n")));
    }

    @Test
    void shellComponentsDeclareTheStreamsAndTheConfigurationGivenInYaml() throws Exception {
        StormTopology topology = Yaml.build("""
            spouts:
              - id: sentences
                className: org.apache.storm.flux.wrappers.spouts.FluxShellSpout
                constructorArgs:
                  - [node, sentences.js]
                  - [sentence]
            bolts:
              - id: split
                className: org.apache.storm.flux.wrappers.bolts.FluxShellBolt
                constructorArgs:
                  - [python3, split.py]
                configMethods:
                  - {name: setDefaultStream, args: [[word]]}
                  - {name: setNamedStream, args: [errors, [word, reason]]}
                  - {name: addComponentConfig, args: [a.key, text]}
                  - {name: addComponentConfig, args: [b.key, [1, 2]]}
            streams:
              - {from: sentences, to: split, grouping: {type: SHUFFLE}}
            """);
        ComponentCommon split = topology.get_bolts().get("split").get_common();
        assertEquals(new Fields("word", "reason").toList(), split.get_streams().get("errors").get_output_fields());
        assertEquals(List.of("word"), split.get_streams().get("default").get_output_fields());
        assertEquals(Map.of("a.key", "text", "b.key", List.of(1L, 2L)), normalized(split.get_json_conf()));
        assertEquals(List.of("sentence"), topology.get_spouts().get("sentences").get_common().get_streams().get("default").get_output_fields());
    }

    private static Map<String, Object> normalized(String json) throws Exception {
        Map<String, Object> parsed = Yaml.read("config: " + json).getConfig();
        parsed.replaceAll((key, value) -> value instanceof List<?> list ? list.stream().map(n -> ((Number) n).longValue()).toList() : value);
        return parsed;
    }
}
