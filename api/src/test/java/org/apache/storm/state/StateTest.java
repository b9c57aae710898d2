// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.Config;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

class StateTest {
    private final InMemoryKeyValueState<String, Integer> state = new InMemoryKeyValueState<>();
    private final DefaultStateEncoder<String, Integer> encoder =
        new DefaultStateEncoder<>(new DefaultStateSerializer<>(), new DefaultStateSerializer<>());

    @Test
    void aRollbackGoesBackToTheLastCommit() {
        state.put("a", 1);
        state.prepareCommit(1);
        state.put("a", 2);
        state.commit(1);
        state.put("b", 3);
        state.rollback();
        assertEquals(1, state.get("a"));
        assertNull(state.get("b"));
        assertEquals(9, state.get("b", 9));
    }

    @Test
    void deletingReturnsWhatWasThere() {
        state.put("a", 1);
        assertEquals(1, state.delete("a"));
        assertNull(state.delete("a"));
        assertFalse(state.iterator().hasNext());
    }

    @Test
    void transactionsGoOneAfterTheOther() {
        state.prepareCommit(1);
        assertThrows(RuntimeException.class, () -> state.prepareCommit(2));
        assertThrows(RuntimeException.class, () -> {
            state.commit(1);
            state.commit(7);
        });
        assertThrows(RuntimeException.class, () -> state.prepareCommit(1));
    }

    @Test
    void aCommitMayComeTwice() {
        state.prepareCommit(1);
        state.commit(1);
        state.commit(1);
    }

    @Test
    void whatAValueBecomesAfterItWasPutIsNotCommitted() {
        InMemoryKeyValueState<String, List<String>> lists = new InMemoryKeyValueState<>();
        List<String> list = new ArrayList<>(List.of("a"));
        lists.put("k", list);
        lists.prepareCommit(1);
        list.add("b");
        lists.commit(1);
        assertEquals(List.of("a", "b"), lists.get("k"), "until a rollback it is the value that was put");
        lists.rollback();
        assertEquals(List.of("a"), lists.get("k"));
        lists.get("k").add("c");
        lists.rollback();
        assertEquals(List.of("a"), lists.get("k"), "nor what is done with a value that was read");
    }

    @Test
    void aValueThatCannotBeCopiedIsKept() {
        InMemoryKeyValueState<String, Object> state = new InMemoryKeyValueState<>();
        Thread thread = Thread.currentThread();
        state.put("k", thread);
        state.prepareCommit(1);
        state.commit(1);
        assertSame(thread, state.get("k"));
    }

    @Test
    void aDeletedKeyIsGoneAfterTheCommitAndBackAfterARollback() {
        state.put("a", 1);
        state.put("b", 2);
        state.prepareCommit(1);
        state.commit(1);
        state.delete("a");
        assertNull(state.get("a"));
        state.rollback();
        assertEquals(1, state.get("a"));
        Iterator<Map.Entry<String, Integer>> entries = state.iterator();
        entries.next();
        entries.remove();
        state.delete(entries.next().getKey());
        state.prepareCommit(2);
        state.commit(2);
        state.rollback();
        assertFalse(state.iterator().hasNext());
    }

    @Test
    void aTaskThatStartsAgainInTheProcessFindsWhatItCommitted() {
        Map<String, Object> conf = Map.of(Config.STORM_ZOOKEEPER_PORT, 2181);
        KeyValueState<String, Integer> before = inTopology(conf, "t-1", "count-3");
        before.put("committed", 1);
        before.prepareCommit(1);
        before.commit(1);
        before.put("prepared", 2);
        before.delete("committed");
        before.prepareCommit(2);
        before.put("neither", 3);
        KeyValueState<String, Integer> after = inTopology(conf, "t-1", "count-3");
        assertEquals(1, after.get("committed"));
        after.commit(2);
        assertNull(after.get("committed"));
        assertEquals(2, after.get("prepared"));
        assertNull(after.get("neither"));
        assertNull(inTopology(conf, "t-2", "count-3").get("prepared"), "another topology");
        assertNull(inTopology(conf, "t-1", "count-4").get("prepared"), "another task");
        assertNull(inTopology(Map.of(Config.STORM_ZOOKEEPER_PORT, 2182), "t-1", "count-3").get("prepared"), "another cluster in this JVM");
        InMemoryStates.forget(conf, "t-1");
        assertNull(inTopology(conf, "t-1", "count-3").get("prepared"));
    }

    @Test
    void whatWasPreparedIsGoneAfterARollbackInAnotherLife() {
        Map<String, Object> conf = Map.of(Config.STORM_ZOOKEEPER_PORT, 2183);
        KeyValueState<String, Integer> before = inTopology(conf, "t-1", "count-3");
        before.put("a", 1);
        before.prepareCommit(1);
        KeyValueState<String, Integer> after = inTopology(conf, "t-1", "count-3");
        after.rollback();
        assertNull(after.get("a"));
        after.put("a", 5);
        after.prepareCommit(1);
        after.commit(1);
        assertEquals(5, inTopology(conf, "t-1", "count-3").get("a"));
        InMemoryStates.forget(conf, "t-1");
    }

    private static KeyValueState<String, Integer> inTopology(Map<String, Object> conf, String topologyId, String namespace) {
        TopologyContext context = new TopologyContext(null, conf, Map.of(), Map.of(), Map.of(), Map.of(), topologyId, null, null, 1, 6700, List.of(1),
            Map.of(), Map.of(), Map.of(), Map.of(), new AtomicBoolean(), null);
        return uncheckedCast(StateFactory.getState(namespace, conf, context));
    }

    @SuppressWarnings("unchecked")
    private static KeyValueState<String, Integer> uncheckedCast(State state) {
        return (KeyValueState<String, Integer>) state;
    }

    @Test
    void aProviderGivesTheSameStateForTheSameNamespace() {
        InMemoryKeyValueStateProvider provider = new InMemoryKeyValueStateProvider();
        assertSame(provider.newState("x", Map.of(), null), provider.newState("x", Map.of(), null));
    }

    @Test
    void keysAndValuesComeBackAndATombstoneIsNoValue() {
        assertEquals("k", encoder.decodeKey(encoder.encodeKey("k")));
        assertEquals(5, encoder.decodeValue(encoder.encodeValue(5)));
        assertNull(encoder.decodeValue(encoder.getTombstoneValue()));
        assertArrayEquals(DefaultStateEncoder.TOMBSTONE, encoder.getTombstoneValue());
    }

    @Test
    void aSerializerGoesToItsWorkerAndTakesAnySerializableValue() {
        DefaultStateSerializer<Object> there = Utils.javaDeserialize(Utils.javaSerialize(new DefaultStateSerializer<>()),
            DefaultStateSerializer.class);
        assertEquals(Optional.of("x"), there.deserialize(there.serialize(Optional.of("x"))));
        assertEquals(java.time.LocalDate.EPOCH, there.deserialize(there.serialize(java.time.LocalDate.EPOCH)));
    }

    /** The bytes that Storm 2.8.3 writes for the same values. */
    @Test
    void valuesAreWrittenAsStormWritesThem() {
        DefaultStateSerializer<Object> plain = new DefaultStateSerializer<>();
        assertEquals("036162e3", hex(plain.serialize("abc")));
        assertEquals("01005bc2030102", hex(plain.serialize(new byte[] {1, 2})));
        assertEquals("0b038261", hex(plain.serialize(Optional.of("a"))));
        assertEquals("01006a6176612e7574696c2e486173684d61f0020382610202", hex(plain.serialize(new java.util.HashMap<>(Map.of("a", 1)))));
        assertEquals("0b00", hex(DefaultStateEncoder.TOMBSTONE));
        DefaultStateSerializer<Object> given = new DefaultStateSerializer<>(Map.of(), null, List.of(String.class, java.util.Date.class));
        assertEquals("0b05", hex(given.serialize(new java.util.Date(5))));
        assertEquals("0c038261", hex(given.serialize(Optional.of("a"))));
    }

    @Test
    void classesThatTheConfigurationRegistersForStateAreStoredByNumber() {
        Map<String, Object> conf = Map.of(Config.TOPOLOGY_STATE_KRYO_REGISTER, List.of(java.util.Date.class.getName(), Plain.class.getName()));
        DefaultStateSerializer<Object> serializer = new DefaultStateSerializer<>(conf, null, List.of(Day.class));
        assertEquals("0c05", hex(serializer.serialize(new java.util.Date(5))));
        assertEquals(5, ((Plain) serializer.deserialize(serializer.serialize(new Plain(5)))).number);
        assertTrue(hex(serializer.serialize(new Plain(5))).startsWith("0d"), "no class name");
        assertEquals("0e038261", hex(serializer.serialize(Optional.of("a"))));
    }

    @Test
    void aClassRegisteredForStateThatIsNotThereIsNamed() {
        DefaultStateSerializer<Object> serializer = new DefaultStateSerializer<>(Map.of(Config.TOPOLOGY_STATE_KRYO_REGISTER, List.of("no.Such")), null);
        String message = assertThrows(IllegalStateException.class, () -> serializer.serialize("a")).getMessage();
        assertTrue(message.contains("no.Such"), message);
    }

    private enum Day {
    }

    @Test
    void objectsOfClassesThatJavaCannotSerializeAreStoredToo() {
        DefaultStateSerializer<Plain> serializer = new DefaultStateSerializer<>();
        Plain plain = new Plain(5);
        assertEquals(5, serializer.deserialize(serializer.serialize(plain)).number);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static final class Plain {
        private final int number;

        private Plain(int number) {
            this.number = number;
        }
    }

    @Test
    void anIteratorSeesPendingChangesBeforeTheStoreAndEachKeyOnce() {
        List<Map.Entry<byte[], byte[]>> preparing = List.of(entry("a", 1), Map.entry(encoder.encodeKey("d"), encoder.getTombstoneValue()));
        List<Map.Entry<byte[], byte[]>> committing = List.of(entry("a", 7), entry("b", 2));
        Iterator<List<Map.Entry<byte[], byte[]>>> chunks =
            List.of(List.of(entry("b", 8), entry("c", 3)), List.<Map.Entry<byte[], byte[]>>of(), List.of(entry("d", 9), entry("e", 5))).iterator();
        Iterator<Map.Entry<String, Integer>> iterator = new BaseBinaryStateIterator<>(preparing.iterator(), committing.iterator()) {
            @Override
            protected Iterator<Map.Entry<byte[], byte[]>> loadChunkFromStateStorage() {
                return chunks.next().iterator();
            }

            @Override
            protected boolean isEndOfDataFromStorage() {
                return !chunks.hasNext();
            }

            @Override
            protected String decodeKey(byte[] key) {
                return encoder.decodeKey(key);
            }

            @Override
            protected Integer decodeValue(byte[] value) {
                return encoder.decodeValue(value);
            }

            @Override
            protected boolean isTombstoneValue(byte[] value) {
                return java.util.Arrays.equals(value, encoder.getTombstoneValue());
            }
        };
        List<String> seen = new ArrayList<>();
        iterator.forEachRemaining(entry -> seen.add(entry.getKey() + "=" + entry.getValue()));
        assertEquals(List.of("a=1", "b=2", "c=3", "e=5"), seen);
    }

    @Test
    void aStoreThatGivesNoChunkAtAllEndsAfterThePendingChanges() {
        Iterator<Map.Entry<String, Integer>> iterator = new BaseStateIterator<>(List.<Map.Entry<String, Integer>>of().iterator(),
            List.of(Map.entry("a", 1)).iterator(), new HashSet<>()) {
            @Override
            protected Iterator<Map.Entry<String, Integer>> loadChunkFromStateStorage() {
                return null;
            }

            @Override
            protected boolean isEndOfDataFromStorage() {
                return true;
            }

            @Override
            protected String decodeKey(String key) {
                return key;
            }

            @Override
            protected Integer decodeValue(Integer value) {
                return value;
            }

            @Override
            protected boolean isTombstoneValue(Integer value) {
                return value == null;
            }
        };
        assertEquals(Map.entry("a", 1), iterator.next());
        assertFalse(iterator.hasNext());
    }

    private Map.Entry<byte[], byte[]> entry(String key, int value) {
        return Map.entry(encoder.encodeKey(key), encoder.encodeValue(value));
    }
}
