// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.task.WorkerTopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

class GroupingsTest {
    private static final GlobalStreamId STREAM = new GlobalStreamId("s", "default");
    private final Map<String, Object> conf = new HashMap<>(Map.of("storm.cluster.mode", "local",
        "storm.network.topography.plugin", "org.apache.storm.networktopography.DefaultRackDNSToSwitchMapping",
        "topology.localityaware.higher.bound", 0.8, "topology.localityaware.lower.bound", 0.2));

    private WorkerTopologyContext context(Map<Integer, NodeInfo> places, Map<String, String> hosts) {
        return new WorkerTopologyContext(null, conf, Map.of(), Map.of(), Map.of("s", Map.of("default", new Fields("a", "b", "c"))), "t", "",
            "", 6700, List.of(), Map.of(), Map.of(), new AtomicReference<>(places), "node1", new AtomicReference<>(hosts));
    }

    private static NodeInfo slot(String node, long port) {
        return new NodeInfo(node, Set.of(port));
    }

    private static byte[] keyOf(Fields fields, Object... values) {
        AtomicReference<byte[]> seen = new AtomicReference<>();
        PartialKeyGrouping grouping = new PartialKeyGrouping(fields, (tasks, key) -> {
            seen.set(key);
            return new int[] {tasks.get(0)};
        });
        grouping.prepare(new GroupingsTest().context(Map.of(), Map.of()), STREAM, List.of(5, 6));
        grouping.chooseTasks(1, new Values(values));
        return seen.get();
    }

    @Test
    void aPartialKeyIsWhatItIsInStorm() {
        assertArrayEquals(new byte[] {'h', 'i'}, keyOf(null, "hi", 7, 8));
        assertArrayEquals(new byte[] {0, 0, 0, 7}, keyOf(new Fields("b"), "hi", 7, 8));
        assertArrayEquals(new byte[] {5, -23, 24, -46, 0, 0, 3, -30}, keyOf(new Fields("a", "c"), "hello", 7, new byte[] {1, 2}));
        assertArrayEquals(new byte[] {0, 0, 0, 0}, keyOf(new Fields("b"), "hi", null, 8));
    }

    @Test
    void aKeyHasTheTwoTasksItHasInStorm() {
        PartialKeyGrouping.AssignmentCreator creator = new PartialKeyGrouping.RandomTwoTaskAssignmentCreator();
        List<Integer> tasks = List.of(0, 1, 2, 3, 4);
        assertArrayEquals(new int[] {4, 3}, creator.createAssignment(tasks, "a".getBytes()));
        assertArrayEquals(new int[] {4, 1}, creator.createAssignment(tasks, "hello".getBytes()));
        assertArrayEquals(new int[] {3, 4}, creator.createAssignment(tasks, "storm".getBytes()));
        assertArrayEquals(new int[] {9, 9}, creator.createAssignment(List.of(9), "a".getBytes()));
    }

    @Test
    void oneHotKeyIsSharedEvenlyByItsTwoTasksAlsoAfterSerialization() {
        PartialKeyGrouping grouping = Utils.javaDeserialize(Utils.javaSerialize(new PartialKeyGrouping(new Fields("a"))),
            PartialKeyGrouping.class);
        grouping.prepare(context(Map.of(), Map.of()), STREAM, List.of(1, 2, 3, 4, 5));
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            counts.merge(grouping.chooseTasks(1, new Values("hot", i, i)).get(0), 1, Integer::sum);
        }
        assertEquals(List.of(500, 500), new ArrayList<>(counts.values()));
    }

    @Test
    void shuffleGivesEveryTaskTheSame() {
        ShuffleGrouping grouping = new ShuffleGrouping();
        grouping.prepare(context(Map.of(), Map.of()), STREAM, List.of(1, 2, 3));
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            counts.merge(grouping.chooseTasks(1, new Values()).get(0), 1, Integer::sum);
        }
        assertEquals(Map.of(1, 100, 2, 100, 3, 100), counts);
    }

    @Test
    void theLoadOfATaskIsTheHigherOfItsOwnAndItsConnectionsAndFullIfUnknown() {
        LoadMapping loads = new LoadMapping();
        loads.setLocal(Map.of(1, 0.5));
        loads.setRemote(Map.of(2, new Load(true, 0.2, 0.9), 3, new Load(false, 0.1, 0.1)));
        assertEquals(0.5, loads.get(1));
        assertEquals(0.9, loads.get(2));
        assertEquals(1.0, loads.get(3));
        assertEquals(1.0, loads.get(4));
    }

    private static Map<Integer, Integer> counts(LoadAwareShuffleGrouping grouping) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < grouping.getCapacity(); i++) {
            counts.merge(grouping.chooseTasks(1, new Values()).get(0), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void aBusyTaskGetsLessUntilTheLoadIsEvenAgain() {
        LoadAwareShuffleGrouping grouping = new LoadAwareShuffleGrouping();
        Map<Integer, NodeInfo> here = Map.of(1, slot("node1", 6700), 2, slot("node1", 6700));
        grouping.prepare(context(here, Map.of("node1", "h1")), STREAM, List.of(1, 2));
        assertEquals(Map.of(1, 500, 2, 500), counts(grouping));
        LoadMapping uneven = new LoadMapping();
        uneven.setLocal(Map.of(1, 0.7, 2, 0.1));
        for (int i = 0; i < 50; i++) {
            grouping.refreshLoad(uneven);
        }
        Map<Integer, Integer> shifted = counts(grouping);
        assertTrue(shifted.get(1) > 0 && shifted.get(1) < 100, shifted::toString);
        LoadMapping even = new LoadMapping();
        even.setLocal(Map.of(1, 0.1, 2, 0.1));
        for (int i = 0; i < 120; i++) {
            grouping.refreshLoad(even);
        }
        assertEquals(Map.of(1, 500, 2, 500), counts(grouping));
    }

    @Test
    void tasksFurtherAwayAreUsedWhenThoseAtHandAreBusyAndLeftAgainWhenTheyAreNot() {
        LoadAwareShuffleGrouping grouping = new LoadAwareShuffleGrouping();
        Map<Integer, NodeInfo> places = Map.of(1, slot("node1", 6700), 2, slot("node1", 6701), 3, slot("node2", 6700));
        grouping.prepare(context(places, Map.of("node1", "h1", "node2", "h2")), STREAM, List.of(1, 2, 3));
        assertEquals(Set.of(1), counts(grouping).keySet());
        LoadMapping busy = new LoadMapping();
        busy.setLocal(Map.of(1, 0.95));
        busy.setRemote(Map.of(2, new Load(true, 0.9, 0.0), 3, new Load(true, 0.9, 0.0)));
        grouping.refreshLoad(busy);
        assertEquals(LoadAwareShuffleGrouping.LocalityScope.HOST_LOCAL, grouping.getCurrentScope());
        assertEquals(Set.of(1, 2), counts(grouping).keySet());
        grouping.refreshLoad(busy);
        assertEquals(new HashSet<>(List.of(1, 2, 3)), counts(grouping).keySet());
        LoadMapping calm = new LoadMapping();
        calm.setLocal(Map.of(1, 0.0));
        calm.setRemote(Map.of(2, new Load(true, 0.0, 0.0), 3, new Load(true, 0.0, 0.0)));
        for (int i = 0; i < 3; i++) {
            grouping.refreshLoad(calm);
        }
        assertEquals(Set.of(1), counts(grouping).keySet());
    }

    @Test
    void boundsTheWrongWayRoundAreRefusedByName() {
        conf.put("topology.localityaware.higher.bound", 0.1);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
            () -> new LoadAwareShuffleGrouping().prepare(context(Map.of(), Map.of()), STREAM, List.of(1)));
        assertTrue(e.getMessage().contains("topology.localityaware.higher.bound"), e.getMessage());
    }
}
