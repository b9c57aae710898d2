// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.NotAliveException;
import org.junit.jupiter.api.Test;
import tempest.cluster.DeadLetterBox;
import tempest.rpc.DeadLetter;
import tempest.rpc.DeadLetters;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.WorkerBeat;

/** What Nimbus tells of dead letters, and does with them. Who may is {@link EveryCallIsJudgedTest}'s. */
class DeadLetterCallsTest extends NimbusFixture {
    private static final String ON = "{\"topology.dead.letter.after\":3}";

    private void letter(String id, long number, byte[] payload) {
        DeadLetter letter = new DeadLetter(number, number, "count", 3, "words", 1, "default", "words", 3, List.of("word"), List.of("a"));
        letter.set_payload(payload);
        state.deadLetters(id).put(DeadLetterBox.key(number), letter);
    }

    private String withLetters() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", ON);
        letter(id, 1, new byte[] {1, 2});
        letter(id, 2, null);
        letter(id, 3, new byte[] {3});
        return id;
    }

    @Test
    void lettersAreToldLatestFirstWithoutTheBytesOfTheirValuesAndCounted() throws Exception {
        String id = withLetters();
        WorkerBeat beat = beat(id, "a", 6700);
        ExecutorFigures figures = new ExecutorFigures("count", 0, 0, 0, 7, 0, 0, 0, 0, 0, 0);
        figures.set_dead_letters(5);
        beat.set_figures(Map.of(new ExecutorInfo(1, 1), figures));
        calls.workerBeat(beat);
        DeadLetters told = calls.deadLetters(id);
        assertEquals(3, told.get_after());
        assertEquals(Map.of("count", 5L), told.get_totals());
        assertEquals(List.of(3L, 2L, 1L), told.get_letters().stream().map(DeadLetter::get_id).toList());
        assertTrue(told.get_letters().stream().noneMatch(DeadLetter::is_set_payload));
        assertFalse(told.get_letters().get(0).is_set_trouble());
        assertTrue(told.get_letters().get(1).is_set_trouble(), "it cannot be replayed");
    }

    @Test
    void aReplayMarksTheLettersThatCanBeReplayed() throws Exception {
        String id = withLetters();
        assertEquals(1, calls.replayDeadLetters(id, List.of(1L)));
        assertEquals(clock.millis(), state.deadLetters(id).get("1").orElseThrow().get_replay_millis());
        assertFalse(state.deadLetters(id).get("3").orElseThrow().is_set_replay_millis());
        assertEquals(2, calls.replayDeadLetters(id, List.of()));
        assertTrue(state.deadLetters(id).get("3").orElseThrow().is_set_replay_millis());
        assertFalse(state.deadLetters(id).get("2").orElseThrow().is_set_replay_millis());
        String refused = assertThrows(InvalidTopologyException.class, () -> calls.replayDeadLetters(id, List.of(2L))).get_msg();
        assertTrue(refused.contains("dead letter 2 cannot be replayed"), refused);
    }

    @Test
    void droppedLettersAreGoneAndANumberThatIsNotThereDropsNone() throws Exception {
        String id = withLetters();
        String refused = assertThrows(InvalidTopologyException.class, () -> calls.dropDeadLetters(id, List.of(1L, 9L))).get_msg();
        assertTrue(refused.contains("there is no dead letter 9"), refused);
        assertEquals(3, calls.deadLetters(id).get_letters().size());
        assertEquals(1, calls.dropDeadLetters(id, List.of(2L)));
        assertEquals(2, calls.dropDeadLetters(id, List.of()));
        assertEquals(List.of(), calls.deadLetters(id).get_letters());
    }

    @Test
    void aTopologyWithoutDeadLettersSaysSo() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assertEquals(0, calls.deadLetters(id).get_after());
        assertTrue(assertThrows(InvalidTopologyException.class, () -> calls.dropDeadLetters(id, List.of())).get_msg().contains("is not set"));
        assertThrows(NotAliveException.class, () -> calls.deadLetters("ghost-1-1"));
    }
}
