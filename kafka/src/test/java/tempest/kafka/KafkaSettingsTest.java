// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is told where a topology is built, and positions. No broker. */
class KafkaSettingsTest {
    private static final String SERVERS = "bootstrap.servers";

    private static String refused(Executable made) {
        return assertThrows(IllegalArgumentException.class, made).getMessage();
    }

    @Test
    void settingsThatCannotBeRightAreRefusedWithTheirKey() {
        assertTrue(refused(() -> new KafkaSource(Map.of(), List.of("t"))).startsWith("KafkaSource: bootstrap.servers is not set"));
        assertEquals("KafkaSource: topics are []; at least one, and each once, is right", refused(() -> new KafkaSource(Map.of(SERVERS, "b:1"), List.of())));
        assertTrue(refused(() -> new KafkaSource(Map.of(SERVERS, "b:1"), List.of("t", "t"))).startsWith("KafkaSource: topics are [t, t]"));
        assertEquals("KafkaSource: enable.auto.commit is true; leave it out: epochs keep the positions",
            refused(() -> new KafkaSource(Map.of(SERVERS, "b:1", "enable.auto.commit", true), List.of("t"))));
        assertEquals("KafkaSource: auto.offset.reset is none; earliest or latest is right", refused(() -> new KafkaSource(Map.of(SERVERS, "b:1", "auto.offset.reset", "none"), List.of("t"))));
        assertTrue(refused(() -> new KafkaSink(Map.of(SERVERS, " "), "t")).startsWith("KafkaSink: bootstrap.servers is not set"));
        assertEquals("KafkaSink: acks is 1; leave it out: transactions need all", refused(() -> new KafkaSink(Map.of(SERVERS, "b:1", "acks", 1), "t")));
        assertEquals("KafkaSink: enable.idempotence is false; leave it out: transactions need it", refused(() -> new KafkaSink(Map.of(SERVERS, "b:1", "enable.idempotence", "false"), "t")));
    }

    @Test
    void aPositionIsReadAsItWasWrittenAndAnotherOneIsRefused() {
        SourcePosition position = new SourcePosition(true, Map.of(new TopicPartition("a", 1), 7L, new TopicPartition("b-1", 0), Long.MAX_VALUE));
        assertEquals(position, SourcePosition.of(position.toBytes()));
        assertEquals(new SourcePosition(false, Map.of()), SourcePosition.of(new SourcePosition(false, Map.of()).toBytes()));
        String message = assertThrows(IllegalStateException.class, () -> SourcePosition.of(new byte[] {0, 0, 0, 9})).getMessage();
        assertEquals("The epoch has no position of a KafkaSource, but of another spout or version (its format is 9 instead of 1); name an empty topology.state.epoch.folder to begin anew", message);
        assertThrows(IllegalStateException.class, () -> SourcePosition.of(new byte[2]));
    }

    @Test
    void aSourceWithoutPositionSaysWhichTopologiesItIsFor() {
        KafkaSource source = new KafkaSource(Map.of(SERVERS, "b:1"), List.of("t"));
        assertTrue(assertThrows(IllegalStateException.class, source::nextTuple).getMessage().contains("topology.state.guarantee: exactly-once"));
    }
}
