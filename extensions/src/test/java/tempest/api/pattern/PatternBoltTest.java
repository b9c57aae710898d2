// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;
import tempest.api.Said;
import tempest.api.window.WatermarkGauges;
import tempest.operators.pattern.EventPattern;

/** What the bolt emits, anchors and acks, without a cluster. */
class PatternBoltTest {
    private static final GlobalStreamId LOGINS = new GlobalStreamId("logins", "default");
    private static final Fields FIELDS = new Fields("user", "what", "at");

    private final Said said = new Said();

    private static EventPattern<String> guessed() {
        return EventPattern.<String>begin("failed", what -> what.equals("fail")).oneOrMore().notFollowedBy(what -> what.equals("reset")).then("in", what -> what.equals("login")).within(100);
    }

    private static Tuple event(String what, Object at) {
        return Said.tuple("logins", FIELDS.toList(), "ann", what, at);
    }

    @Test
    void matchesAndTimeOutsAreAnchoredToTheirTuplesWhichAreAckedThen() {
        PatternBolt<String> bolt = new PatternBolt<>(guessed(), "user", "what", "at").withTimeoutStream("slow").withLateStream("late");
        bolt.prepare(Map.of(), List.of(LOGINS), new WatermarkGauges(), new OutputCollector(said));
        bolt.execute(event("fail", 10L));
        bolt.execute(event("view", 11L));
        bolt.execute(event("login", 12L));
        bolt.execute(event("fail", 50L));
        assertEquals(List.of("[ann, 10, 12, {failed=[fail], in=[login]}] of [fail, login]"), said.taken());
        assertEquals(List.of("view", "fail", "login"), said.acked());
        bolt.execute(event("view", 151L));
        assertEquals(List.of("[ann, 50, 150, {failed=[fail]}] of [fail]"), said.taken());
        bolt.execute(event("fail", 150L));
        assertEquals(List.of("[ann, fail, 150] of [fail]"), said.taken());
    }

    @Test
    void whatCannotWorkIsToldWhenTheTopologyIsBuilt() {
        Map<GlobalStreamId, Fields> inputs = Map.of(LOGINS, FIELDS);
        assertEquals("its pattern needs field 'ts', which stream 'default' of 'logins' does not have; it has [user, what, at]",
            assertThrows(IllegalArgumentException.class, () -> new PatternBolt<>(guessed(), "user", "what", "ts").checkInputs(inputs, Map.of())).getMessage());
        assertThrows(IllegalArgumentException.class,
            () -> new PatternBolt<>(EventPattern.<String>begin("a", what -> what.equals("a")).oneOrMore(), "user", "what", "at").checkInputs(inputs, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new PatternBolt<>(guessed(), null, "what", "at"));
        PatternBolt<String> bolt = new PatternBolt<>(guessed(), "user", "what", "at");
        bolt.prepare(Map.of(), List.of(LOGINS), new WatermarkGauges(), new OutputCollector(said));
        assertEquals("field 'at' of a tuple from 'logins' is 5; the time of a pattern must be a Long, milliseconds since the epoch",
            assertThrows(IllegalArgumentException.class, () -> bolt.execute(event("fail", 5))).getMessage());
    }
}
