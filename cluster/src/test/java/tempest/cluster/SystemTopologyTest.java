// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.junit.jupiter.api.Test;

class SystemTopologyTest {
    private static ComponentCommon common(int parallelism, String conf) {
        ComponentCommon common = new ComponentCommon(new HashMap<>(),
            new HashMap<>(Map.of("default", new StreamInfo(List.of("word"), false))));
        common.set_parallelism_hint(parallelism);
        common.set_json_conf(conf);
        return common;
    }

    private static StormTopology wordCount() {
        ComponentCommon count = common(12, null);
        count.put_to_inputs(new GlobalStreamId("spout", "default"), Grouping.fields(List.of("word")));
        return new StormTopology(new HashMap<>(Map.of("spout", new SpoutSpec(ComponentObject.serialized_java(new byte[1]), common(5, null)))),
            new HashMap<>(Map.of("count", new Bolt(ComponentObject.serialized_java(new byte[1]), count),
                "split", new Bolt(ComponentObject.serialized_java(new byte[1]), common(8, "{\"topology.tasks\":16}")))), new HashMap<>());
    }

    @Test
    void byDefaultThereIsOneAckerAWorkerAndNothingThatCountsBesides() {
        StormTopology system = SystemTopology.of(Map.of("topology.workers", 3), wordCount());
        assertEquals(Set.of("__acker", "__system", "count", "split"), system.get_bolts().keySet());
        assertEquals(Map.of("__acker", 3, "spout", 5, "count", 12, "split", 8), SystemTopology.executors(system));
        assertEquals(3 + 5 + 12 + 16, SystemTopology.tasks(system).size());
    }

    @Test
    void tasksAreNumberedFromOneInOrderOfComponents() {
        Map<Integer, String> tasks = SystemTopology.tasks(SystemTopology.of(Map.of("topology.acker.executors", 2), wordCount()));
        assertEquals("__acker", tasks.get(1));
        assertEquals("__acker", tasks.get(2));
        assertEquals("count", tasks.get(3));
        assertEquals("split", tasks.get(15));
        assertEquals("spout", tasks.get(31));
        assertEquals("spout", tasks.get(35));
        assertFalse(tasks.containsKey(36));
    }

    @Test
    void withoutAckersNothingIsTracked() {
        StormTopology system = SystemTopology.of(Map.of("topology.acker.executors", 0), wordCount());
        assertFalse(system.get_bolts().containsKey("__acker"));
        assertTrue(system.get_spouts().get("spout").get_common().get_inputs().isEmpty());
    }

    @Test
    void theUsersTopologyIsLeftAlone() {
        StormTopology user = wordCount();
        SystemTopology.of(Map.of(), user);
        assertEquals(wordCount(), user);
    }

    @Test
    void metricsConsumersOfOneClassAreToldApart() {
        Map<String, Object> conf = Map.of("topology.metrics.consumer.register",
            List.of(Map.of("class", "a.B", "parallelism.hint", 2), Map.of("class", "a.B")));
        StormTopology system = SystemTopology.of(conf, wordCount());
        assertEquals(2, SystemTopology.executors(system).get("__metrics_a.B"));
        assertEquals(1, SystemTopology.executors(system).get("__metrics_a.B#2"));
        assertTrue(system.get_bolts().get("__metrics_a.B").get_common().get_inputs()
            .containsKey(new GlobalStreamId("__acker", "__metrics")));
    }

    @Test
    void eventLoggersComeOnlyIfAskedFor() {
        assertFalse(SystemTopology.of(Map.of(), wordCount()).get_bolts().containsKey("__eventlogger"));
        StormTopology system = SystemTopology.of(Map.of("topology.eventlogger.executors", 2), wordCount());
        assertEquals(2, SystemTopology.executors(system).get("__eventlogger"));
        assertEquals(Set.of("count", "split", "spout"), system.get_bolts().get("__eventlogger").get_common().get_inputs().keySet()
            .stream().map(GlobalStreamId::get_componentId).collect(Collectors.toSet()));
    }
}
