// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every key-value state does that a {@link StateProvider} makes. A provider's test extends this class and says how a state is opened; JUnit
 * runs it. What a state shows between a crash and the commit or rollback that follows is its own affair.
 */
public abstract class KeyValueStateContract {
    /**
     * The state of a task that starts now, in place of a former life of that task, whose state is left as if the task had died. Namespaces of one
     * test are empty when it begins.
     */
    protected abstract KeyValueState<String, Object> open(String namespace);

    @Test
    void whatIsPutIsReadAtOnce() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        assertEquals(1, state.get("k"));
        state.put("k", "two");
        assertEquals("two", state.get("k", "other"));
        assertNull(state.get("absent"));
        assertEquals("other", state.get("absent", "other"));
    }

    @Test
    void deletingReturnsWhatWasThere() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        assertEquals(1, state.delete("k"));
        assertNull(state.delete("k"));
        assertNull(state.get("k"));
        assertFalse(state.iterator().hasNext());
    }

    @Test
    void whatIsCommittedIsFoundByTheNextLifeOfTheTask() {
        KeyValueState<String, Object> state = open("a");
        state.put("kept", 1);
        state.put("deleted", 2);
        state.prepareCommit(1);
        state.commit(1);
        state.delete("deleted");
        state.prepareCommit(2);
        state.commit(2);
        state.put("neither", 3);
        state = open("a");
        state.rollback();
        assertEquals(1, state.get("kept"));
        assertNull(state.get("deleted"));
        assertNull(state.get("neither"));
    }

    @Test
    void aCommitOutsideOfTransactionsKeepsWhatIsThere() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        state.put("deleted", 1);
        state.commit();
        state.delete("deleted");
        state.commit();
        state.put("k", 2);
        state.rollback();
        assertEquals(1, state.get("k"));
        state = open("a");
        assertEquals(1, state.get("k"));
        assertNull(state.get("deleted"));
    }

    @Test
    void aRollbackGoesBackToTheLastCommitAndDropsWhatIsPrepared() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        state.put("deleted", 1);
        state.prepareCommit(1);
        state.put("k", 2);
        state.commit(1);
        assertEquals(2, state.get("k"), "changed while 1 was prepared, and part of the next transaction");
        state.delete("deleted");
        state.prepareCommit(2);
        state.put("other", 3);
        state.rollback();
        assertEquals(1, state.get("k"));
        assertEquals(1, state.get("deleted"));
        assertNull(state.get("other"));
        state.put("k", 5);
        state.prepareCommit(2);
        state.commit(2);
        assertEquals(5, open("a").get("k"));
    }

    @Test
    void aTaskThatDiedWhilePreparedCommitsInItsNextLife() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        state.put("deleted", 1);
        state.prepareCommit(1);
        state.commit(1);
        state.put("k", 2);
        state.delete("deleted");
        state.prepareCommit(2);
        state.put("k", 3);
        state = open("a");
        state.commit(2);
        assertEquals(2, state.get("k"));
        assertNull(state.get("deleted"));
        state.rollback();
        assertEquals(2, state.get("k"));
        assertEquals(2, open("a").get("k"));
    }

    @Test
    void aTaskThatDiedWhilePreparedRollsBackInItsNextLife() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        state.prepareCommit(1);
        state.commit(1);
        state.put("k", 2);
        state.put("other", 2);
        state.prepareCommit(2);
        state = open("a");
        state.rollback();
        assertEquals(1, state.get("k"));
        assertNull(state.get("other"));
        state.put("k", 3);
        state.prepareCommit(2);
        state.commit(2);
        assertEquals(3, open("a").get("k"));
    }

    @Test
    void preparingTwiceUnderOneIdKeepsBoth() {
        KeyValueState<String, Object> state = open("a");
        state.put("first", 1);
        state.prepareCommit(1);
        state.put("second", 2);
        state.prepareCommit(1);
        state.commit(1);
        state.rollback();
        assertEquals(1, state.get("first"));
        assertEquals(2, state.get("second"));
    }

    @Test
    void committingTwiceUnderOneIdDoesNoHarm() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        state.prepareCommit(1);
        state.commit(1);
        state.commit(1);
        state = open("a");
        state.commit(1);
        assertEquals(1, state.get("k"));
    }

    @Test
    void aStateThatPreparedNothingHasNothingToCommit() {
        KeyValueState<String, Object> state = open("a");
        state.commit(9);
        assertFalse(state.iterator().hasNext());
    }

    @Test
    void transactionsOutOfOrderAreRefused() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        state.prepareCommit(3);
        assertThrows(RuntimeException.class, () -> state.prepareCommit(4));
        assertThrows(RuntimeException.class, () -> state.commit(5));
        state.commit(3);
        assertThrows(RuntimeException.class, () -> state.prepareCommit(3));
        assertThrows(RuntimeException.class, () -> state.prepareCommit(2));
    }

    @Test
    void namespacesAreApart() {
        KeyValueState<String, Object> one = open("a");
        KeyValueState<String, Object> other = open("b");
        one.put("k", 1);
        one.prepareCommit(1);
        one.commit(1);
        assertNull(other.get("k"));
        other.put("k", 2);
        other.rollback();
        assertEquals(1, one.get("k"));
        assertEquals(1, open("a").get("k"));
        assertNull(open("b").get("k"));
    }

    @Test
    void iteratingShowsStoredPreparedAndNewEntriesOnceAndNoDeletedOnes() {
        KeyValueState<String, Object> state = open("a");
        Map<String, Object> expected = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            state.put("key" + i, i);
            expected.put("key" + i, i);
        }
        state.prepareCommit(1);
        state.commit(1);
        state.put("key1", -1);
        expected.put("key1", -1);
        state.delete("key2");
        expected.remove("key2");
        state.prepareCommit(2);
        state.put("key3", -3);
        expected.put("key3", -3);
        state.delete("key4");
        expected.remove("key4");
        state.put("new", 5);
        expected.put("new", 5);
        assertEquals(expected, entries(state));
        state.rollback();
        assertEquals(3000, entries(state).size());
    }

    @Test
    void anIteratorEndsByAnException() {
        KeyValueState<String, Object> state = open("a");
        state.put("k", 1);
        Iterator<Map.Entry<String, Object>> iterator = state.iterator();
        assertEquals("k", iterator.next().getKey());
        assertFalse(iterator.hasNext());
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void whatAValueBecomesAfterTheCommitIsNotCommitted() {
        KeyValueState<String, Object> state = open("a");
        List<String> list = new ArrayList<>(List.of("a"));
        state.put("k", list);
        state.prepareCommit(1);
        list.add("b");
        state.commit(1);
        state.rollback();
        assertEquals(List.of("a"), state.get("k"));
        assertEquals(List.of("a"), open("a").get("k"));
    }

    /** Puts, deletes, commits, rollbacks and deaths in any order, against a map. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anySequenceDoesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        KeyValueState<String, Object> state = open("a");
        Map<String, Object> now = new HashMap<>();
        Map<String, Object> committed = new HashMap<>();
        for (long txid = 1; txid <= 25; txid++) {
            for (int i = random.nextInt(10); i > 0; i--) {
                change(state, now, "key" + random.nextInt(8), random.nextInt(3) == 0 ? null : i);
            }
            if (random.nextInt(4) == 0) {
                state = open("a");
                state.rollback();
                now = new HashMap<>(committed);
            }
            state.prepareCommit(txid);
            if (random.nextBoolean()) {
                state = open("a");
            }
            if (random.nextInt(4) == 0) {
                state.rollback();
                now = new HashMap<>(committed);
            } else {
                state.commit(txid);
                committed = new HashMap<>(now);
            }
            assertEquals(now, entries(state), "after transaction " + txid);
        }
    }

    private static void change(KeyValueState<String, Object> state, Map<String, Object> same, String key, Object value) {
        if (value == null) {
            assertEquals(same.remove(key), state.delete(key));
        } else {
            same.put(key, value);
            state.put(key, value);
        }
    }

    private static Map<String, Object> entries(KeyValueState<String, Object> state) {
        Map<String, Object> seen = new HashMap<>();
        state.iterator().forEachRemaining(entry -> assertNull(seen.put(entry.getKey(), entry.getValue()), () -> "twice: " + entry));
        seen.forEach((key, value) -> assertEquals(value, state.get(key)));
        return seen;
    }
}
