// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySpellingTest {
    private final KeySpelling spelling = new KeySpelling(ConfigKeys.all());

    @Test
    void aSlipLeadsToTheKeyThatWasMeant() {
        Map.of("topology.worker", "topology.workers",
            "topolgy.workers", "topology.workers",
            "topology.mesage.timeout.sec", "topology.message.timeout.secs",
            "topology.ackers.executors", "topology.acker.executors",
            "supervisor.slot.ports", "supervisor.slots.ports",
            "nimbus.sedes", "nimbus.seeds",
            "drpc.prot", "drpc.port").forEach(this::assertLikely);
    }

    @Test
    void caseAndPunctuationDoNotMatter() {
        Map.of("topology.max-spout-pending", "topology.max.spout.pending",
            "TOPOLOGY_MAX_SPOUT_PENDING", "topology.max.spout.pending",
            "topology.maxSpoutPending", "topology.max.spout.pending",
            "uiport", "ui.port",
            "storm.zookeeper.superacl", "storm.zookeeper.superACL").forEach(this::assertLikely);
    }

    @Test
    void aUnitThatIsMissingOrAnotherOneLeadsToTheKeyThatHasOne() {
        Map.of("topology.message.timeout", "topology.message.timeout.secs",
            "topology.message.timeout.seconds", "topology.message.timeout.secs",
            "worker.heap.memory", "worker.heap.memory.mb").forEach(this::assertLikely);
    }

    @Test
    void knownKeysAndUsersOwnAreNoSlips() {
        ConfigKeys.all().forEach(this::assertSilent);
        List.of("my.topology.workers", "topology.wordcount.dictionary", "kafka.bootstrap.servers", "kafka.zookeeper.servers", "redis.port", "db.port",
            "es.port", "topology.name.prefix", "fetcher.threads.number", "http.agent.name", "urlfrontier.port", "topology.custom.timeout.secs",
            "nimbus.host", "topology.optimize", "storm.exhibitor.port", "topology.executor.send.buffer.size", "topology.receiver.buffer.size",
            "topology.disruptor.wait.timeout.millis", "hdfs.keytab.file", "hive.port", "id", "name", "port", "a.b").forEach(this::assertSilent);
    }

    @Test
    void ofSeveralTheNearestIsMeant() {
        assertEquals(Optional.of("a.long.key.twice"), new KeySpelling(Set.of("a.long.key.twice", "a.long.key.trice")).likely("a.long.key.twic"));
    }

    private void assertLikely(String typed, String meant) {
        assertEquals(Optional.of(meant), spelling.likely(typed), typed);
    }

    private void assertSilent(String typed) {
        assertEquals(Optional.empty(), spelling.likely(typed), typed);
    }
}
