// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.junit.jupiter.api.Test;
import tempest.cluster.SystemTopology;

class TopologyTasksTest {
    private final TopologyTasks tasks = TopologyTasks.of(
        new StormTopology(Map.of("words", new SpoutSpec()), Map.of("count", new Bolt(), SystemTopology.DEAD_LETTER_STORE, new Bolt()), Map.of()),
        Map.of(1, "words", 2, "count", 3, SystemTopology.DEAD_LETTER_STORE));

    @Test
    void treesBeginAtSpoutsAndAtTheTaskThatReplaysDeadLetters() {
        assertTrue(tasks.beginsTrees(1) && tasks.beginsTrees(3));
        assertFalse(tasks.beginsTrees(2) || tasks.beginsTrees(4) || tasks.beginsTrees(-1));
    }

    @Test
    void tuplesGoToBoltsTheStoreOfDeadLettersAmongThem() {
        assertTrue(tasks.isBolt(2) && tasks.isBolt(3));
        assertFalse(tasks.isBolt(1) || tasks.isBolt(4));
    }
}
