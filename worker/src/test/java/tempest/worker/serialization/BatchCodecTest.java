// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.Test;
import tempest.worker.link.AckMessageType;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

final class BatchCodecTest {
    private static final int MAX = 1 << 20;
    /** The spout's task. */
    private static final int SPOUT = 3;
    private static final TopologyTasks TASKS = TopologyTasks.of(topology(), Map.of(1, "count", 2, "count", SPOUT, "words", 4, "count", 5, "words",
        9, "sink", 10, "sink"));
    private static final ByteBufAllocator ALLOC = UnpooledByteBufAllocator.DEFAULT;

    private final StreamSource words = new StreamSource(5, "words", "default", new Fields("word"), null);
    private final StreamSource counts = new StreamSource(2, "count", "default", new Fields("word", "n"), null);
    private final StreamSource signals = new StreamSource(0, "count", "signals", new Fields(), null);
    private final WireTable table = WireTable.of(topology(), this::source);
    private final BatchEncoder encoder = new BatchEncoder(new Kryo(), table, MAX);

    @Test
    void tuplesAndAcksComeBackAsTheyWere() {
        tuples(9, tuple(words, 3, root(1), 2, new long[] {root(3), 4}, "hello"), tuple(words, 3, 0, 0, null, (Object) null),
            tuple(counts, 4, root(-1), Long.MIN_VALUE, null, "wörd", 7L), tuple(signals, 1, 0, 0, null));
        encoder.acks(SPOUT, AckMessageType.ACK, new long[] {root(10), 11, root(12), 13}, 0, 2);
        encoder.acks(SPOUT, AckMessageType.RESET, new long[] {root(-1)}, 0, 1);
        tuples(10, tuple(words, 3, 0, 0, null, "again"));
        assertEquals(List.of("to 9: 3 words:default [hello] " + List.of(root(1), 2, root(3), 4), "to 9: 3 words:default [null] []",
            "to 9: 4 count:default [wörd, 7] " + List.of(root(-1), Long.MIN_VALUE), "to 9: 1 count:signals [] []",
            "to 3: ACK " + List.of(root(10), 11), "to 3: RESET " + List.of(root(-1)), "to 10: 3 words:default [again] []"), decode());
    }

    @Test
    void anEncoderIsUsedAgainForTheNextPayload() {
        tuples(1, tuple(words, 3, 0, 0, null, "a"));
        decode();
        tuples(1, tuple(words, 3, 0, 0, null, "b"));
        assertEquals(List.of("to 1: 3 words:default [b] []"), decode());
        assertEquals(0, encoder.bytes());
        assertEquals(List.of(), decode());
    }

    @Test
    void randomPayloadsComeBackAsTheyWere() {
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            List<String> expected = new ArrayList<>();
            for (int task : new int[] {1, 2, 4, 9}) {
                TupleImpl[] batch = new TupleImpl[random.nextInt(65)];
                for (int i = 0; i < batch.length; i++) {
                    long root = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt();
                    long[] more = root == 0 || random.nextBoolean() ? null : anchors(random, 1 + random.nextInt(3));
                    batch[i] = tuple(counts, 1 + random.nextInt(2), root, root == 0 ? 0 : random.nextLong(), more,
                        "w".repeat(random.nextInt(2000)), random.nextLong());
                    expected.add("to " + task + ": " + text(batch[i]));
                }
                tuples(task, batch);
            }
            assertEquals(expected, decode());
        }
    }

    @Test
    void aTupleRepeatingTaskAndStreamDoesNotWriteThemAgain() {
        tuples(1, tuple(words, 3, 0, 0, null, "a"));
        int one = encoder.bytes();
        encoder.clear();
        tuples(1, tuple(words, 3, 0, 0, null, "a"), tuple(words, 3, 0, 0, null, "a"));
        int block = 3;
        int taskAndSource = 2;
        assertEquals(one + (one - block) - taskAndSource, encoder.bytes());
    }

    @Test
    void theSizesOfTuplesAreCountedForWhoWantsToKnow() {
        tuples(1, tuple(words, 3, 0, 0, null, "a"), tuple(words, 3, 0, 0, null, "a"));
        int block = 3;
        int bytes = encoder.bytes() - block;
        MessageSizes sizes = new MessageSizes();
        ByteBuf payload = encoder.end(ALLOC, 0);
        new BatchDecoder(new Kryo(), table, TASKS, sizes).decode(payload, new Text(new ArrayList<>()));
        payload.release();
        assertEquals(Map.of("3-1", (long) bytes), sizes.take());
    }

    @Test
    void aReserveIsLeftForTheFrameHeader() {
        tuples(1, tuple(words, 3, 0, 0, null, "x"));
        ByteBuf payload = encoder.end(ALLOC, 9);
        assertEquals(9, payload.readerIndex());
        payload.release();
    }

    @Test
    void aValueThatDoesNotSerializeIsNamedAndTheEarlierBlocksSurvive() {
        Kryo strict = new Kryo();
        strict.setRegistrationRequired(true);
        BatchEncoder encoder = new BatchEncoder(strict, table, MAX);
        encoder.tuples(1, new TupleImpl[] {tuple(words, SPOUT, 0, 0, null, "kept")}, 0, 1, MAX);
        TupleImpl[] bad = {tuple(counts, 2, 0, 0, null, "w", 1L), tuple(counts, 2, 0, 0, null, "w", new Unregistered())};
        UnserializableTupleException e = assertThrows(UnserializableTupleException.class, () -> encoder.tuples(1, bad, 0, 2, MAX));
        for (String part : List.of(Unregistered.class.getName(), "\"count\"", "\"default\"", "field 1", "\"n\"")) {
            assertTrue(e.getMessage().contains(part), part + " is missing in: " + e.getMessage());
        }
        encoder.acks(SPOUT, AckMessageType.FAIL, new long[] {root(5), 9}, 0, 2);
        assertEquals(List.of("to 1: 3 words:default [kept] []", "to 1: 2 count:default [w, 1] []", "to 3: FAIL " + List.of(root(5), 9)), decode(encoder));
    }

    @Test
    void theCheckForTestsRefusesWhatTheWireWouldRefuse() {
        Kryo strict = new Kryo();
        strict.setRegistrationRequired(true);
        SerializationCheck check = new SerializationCheck(strict, table);
        check.check(new TupleImpl[] {tuple(words, SPOUT, 0, 0, null, "fine")}, 1);
        assertThrows(UnserializableTupleException.class,
            () -> check.check(new TupleImpl[] {tuple(words, SPOUT, 0, 0, null, new Unregistered())}, 1));
    }

    @Test
    void aPayloadBeyondTheLimitIsRefusedWithTheKeyThatRaisesIt() {
        BatchEncoder small = new BatchEncoder(new Kryo(), table, 10_000);
        UnserializableTupleException e = assertThrows(UnserializableTupleException.class,
            () -> small.tuples(1, new TupleImpl[] {tuple(words, SPOUT, 0, 0, null, "x".repeat(20_000))}, 0, 1, 10_000));
        assertTrue(e.getMessage().contains("storm.messaging.netty.buffer_size"), e.getMessage());
        assertEquals(0, small.bytes());
    }

    @Test
    void aTupleThatDoesNotFitIsWrittenToTheNextPayload() {
        BatchEncoder small = new BatchEncoder(new Kryo(), table, 10_000);
        String large = "x".repeat(9_970);
        TupleImpl[] batch = {tuple(words, SPOUT, 7, 8, null, "first"), tuple(words, SPOUT, 9, 10, null, large), tuple(words, SPOUT, 9, 11, null, "last")};
        assertEquals(1, small.tuples(1, batch, 0, 3, 10_000));
        assertEquals(List.of("to 1: " + text(batch[0])), decode(small));
        assertEquals(2, small.tuples(1, batch, 1, 3, 10_000));
        assertEquals(1, small.tupleCount());
        assertEquals(List.of("to 1: " + text(batch[1])), decode(small));
        assertEquals(3, small.tuples(1, batch, 2, 3, 10_000));
        assertEquals(List.of("to 1: " + text(batch[2])), decode(small));
    }

    @Test
    void aPayloadWithEnoughBytesAcceptsNoMore() {
        TupleImpl[] batch = {tuple(words, SPOUT, 0, 0, null, "x".repeat(500)), tuple(words, SPOUT, 0, 0, null, "x".repeat(500)), tuple(words, SPOUT, 0, 0, null, "y")};
        assertEquals(2, encoder.tuples(1, batch, 0, 3, 600));
        assertEquals(2, decode().size());
    }

    @Test
    void largeBatchesBecomeSeveralBlocks() {
        TupleImpl[] batch = new TupleImpl[1000];
        Arrays.setAll(batch, i -> tuple(words, SPOUT, i + 1, -i, null, "word " + i));
        tuples(4, batch);
        List<String> lines = decode();
        assertEquals(Arrays.stream(batch).map(tuple -> "to 4: " + text(tuple)).toList(), lines);
    }

    @Test
    void anUndoneTupleLeavesNothingThatLaterOnesReferTo() {
        Kryo strict = new Kryo();
        strict.setRegistrationRequired(true);
        BatchEncoder encoder = new BatchEncoder(strict, table, MAX);
        TupleImpl[] fill = {tuple(words, SPOUT, 5, 6, null, "x".repeat(600))};
        encoder.tuples(1, fill, 0, 1, MAX);
        TupleImpl[] bad = {tuple(counts, 2, 77, 1, null, "taken back", new Unregistered())};
        assertThrows(UnserializableTupleException.class, () -> encoder.tuples(1, bad, 0, 1, MAX));
        TupleImpl[] good = {tuple(counts, 2, 77, 1, null, "taken back", 1L), tuple(counts, 2, 77, 2, null, "taken back", 2L)};
        encoder.tuples(1, good, 0, 2, MAX);
        assertEquals(List.of("to 1: " + text(good[0]), "to 1: " + text(good[1])), decode(encoder).subList(1, 3));
    }

    @Test
    void aTupleWithTheWrongNumberOfValuesIsRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> tuples(1, tuple(counts, 1, 0, 0, null, "only one")));
        assertTrue(e.getMessage().contains("1 values") && e.getMessage().contains("2 fields"), e.getMessage());
    }

    @Test
    void damagedBytesFailClearlyAndNeverLoop() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            tuples(1, tuple(counts, 1, 5, 6, null, "word", 7L), tuple(counts, 1, 5, 6, null, "word", 8L));
            ByteBuf payload = encoder.end(ALLOC, 0);
            try {
                byte[] noise = new byte[1 + random.nextInt(8)];
                random.nextBytes(noise);
                payload.setBytes(0, noise);
                new Text(new ArrayList<>()).lines(table, payload);
            } catch (UnserializableTupleException expected) {
                assertTrue(expected.getMessage() != null);
            } finally {
                payload.release();
            }
        }
    }

    @Test
    void aTruncatedPayloadIsRefused() {
        tuples(1, tuple(counts, 1, 5, 6, null, "word", 7L));
        ByteBuf payload = encoder.end(ALLOC, 0);
        for (int length = 1; length < payload.readableBytes(); length++) {
            ByteBuf cut = payload.slice(0, length);
            assertThrows(UnserializableTupleException.class, () -> new Text(new ArrayList<>()).lines(table, cut));
        }
        payload.release();
    }

    @Test
    void aPayloadThatNamesWhatThisTopologyDoesNotHaveIsRefused() {
        long elsewhere = 524_287L << 44;
        Map<String, Runnable> payloads = new LinkedHashMap<>();
        payloads.put("root of task 524287", () -> raw(1, words, SPOUT, elsewhere, null));
        payloads.put("root of task 1,", () -> raw(1, words, SPOUT, 1L << 44, null));
        payloads.put("root of task 524287, which", () -> raw(1, words, SPOUT, root(1), new long[] {elsewhere, 2}));
        payloads.put("tuples for task 77", () -> raw(77, words, SPOUT, root(1), null));
        payloads.put("tuples for task 3,", () -> raw(SPOUT, words, SPOUT, root(1), null));
        payloads.put("tuples for task -1", () -> raw(-1, words, SPOUT, root(1), null));
        payloads.put("task 9 is not one of component \"words\"", () -> raw(1, words, 9, 0, null));
        payloads.put("task -1 is not one", () -> raw(1, words, -1, 0, null));
        payloads.put("task 700 is not one", () -> raw(1, words, 700, 0, null));
        payloads.put("acks for task 1,", () -> encoder.acks(1, AckMessageType.ACK, new long[] {root(1), 2}, 0, 2));
        payloads.put("acks for task 40000", () -> encoder.acks(40_000, AckMessageType.RESET, new long[] {root(1)}, 0, 1));
        payloads.put("a root of task 5 for task 3", () -> encoder.acks(SPOUT, AckMessageType.ACK, new long[] {5L << 44, 2}, 0, 2));
        payloads.put("0 longs", () -> encoder.acks(SPOUT, AckMessageType.ACK, new long[0], 0, 0));
        payloads.put("task 6 failed", () -> encoder.acks(SPOUT, AckMessageType.FAIL, new long[] {root(1), 6}, 0, 2));
        payloads.put("task 4294967297 failed", () -> encoder.acks(SPOUT, AckMessageType.FAIL, new long[] {root(1), 1L << 32 | 1}, 0, 2));
        payloads.forEach((reason, payload) -> {
            payload.run();
            UnserializableTupleException e = assertThrows(UnserializableTupleException.class, this::decode, reason);
            assertTrue(e.getMessage().contains(reason), "expected \"" + reason + "\", not \"" + e.getMessage() + "\"");
        });
    }

    private void raw(int to, StreamSource source, int from, long root, long[] more) {
        assertEquals(1, encoder.tuples(to, new TupleImpl[] {new TupleImpl(source, from, List.of("w"), root, 5, more)}, 0, 1, MAX));
    }

    @Test
    void countsThatTheirBytesCannotHoldAreRefused() {
        int[][] payloads = {
            {1, 2 * SPOUT, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0}, // three longs in pairs
            {1, 2 * SPOUT, 255, 255, 255, 255, 7}, // 2^31 - 1 longs
            {1, 2 * SPOUT, 255, 255, 255, 255, 15}, // -1 longs
            {3, 2 * SPOUT, 127, 0}, // 127 roots in a byte
            {0, 2, 0}, // no tuples
            {0, 2, 1, 2, 0}, // the same root as none
            {0, 2, 1, 0, 2 * SPOUT, 99}, // stream 99
            {0, 2, 1, 0, 2 * SPOUT, 255, 255, 255, 255, 15}, // stream -1
            {0, 2, 1, 252, 255, 255, 255, 15, 2 * SPOUT, 2}, // 2^30 - 1 anchors
            {9, 2, 1},
        };
        for (int[] bytes : payloads) {
            ByteBuf payload = io.netty.buffer.Unpooled.buffer();
            for (int value : bytes) {
                payload.writeByte(value);
            }
            assertThrows(UnserializableTupleException.class, () -> new Text(new ArrayList<>()).lines(table, payload), Arrays.toString(bytes));
        }
    }

    @Test
    void bothSidesDeriveTheSameTableWhateverTheOrderOfTheMaps() {
        StormTopology other = topology();
        Map<String, Bolt> bolts = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(other.get_bolts().keySet());
        Collections.reverse(names);
        names.forEach(name -> bolts.put(name, other.get_bolts().get(name)));
        other.set_bolts(bolts);
        WireTable twin = WireTable.of(other, this::source);
        assertEquals(table.size(), twin.size());
        for (int index = 0; index < table.size(); index++) {
            assertEquals(table.source(index).id(), twin.source(index).id());
        }
    }

    // ------------------------------------------------------------------

    private record Unregistered() {
    }

    private record Text(List<String> lines) implements BatchDecoder.BlockSink {
        List<String> lines(WireTable table, ByteBuf payload) {
            new BatchDecoder(new Kryo(), table, TASKS).decode(payload, this);
            return lines;
        }

        @Override
        public void tuples(int task, TupleImpl[] tuples, int count) {
            for (int i = 0; i < count; i++) {
                lines.add("to " + task + ": " + text(tuples[i]));
            }
        }

        @Override
        public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
            lines.add("to " + spoutTask + ": " + kind + " " + Arrays.toString(Arrays.copyOf(data, count)));
        }
    }

    private StreamSource source(String component, String stream) {
        return component.equals("words") ? words : stream.equals("default") ? counts : signals;
    }

    private static String text(TupleImpl tuple) {
        List<Long> anchors = new ArrayList<>();
        for (int i = 0; i < tuple.anchorCount(); i++) {
            anchors.add(tuple.root(i));
            anchors.add(tuple.edge(i));
        }
        return tuple.getSourceTask() + " " + tuple.source() + " " + tuple.getValues() + " " + anchors;
    }

    /** An id of the spout's task; the sign of the number is lost. */
    private static long root(long number) {
        return (long) SPOUT << 44 | number & (1L << 44) - 1;
    }

    private static long[] anchors(Random random, int count) {
        long[] anchors = random.longs(2L * count).toArray();
        for (int i = 0; i < anchors.length; i += 2) {
            anchors[i] = root(anchors[i]);
        }
        return anchors;
    }

    private static TupleImpl tuple(StreamSource source, int task, long root, long edge, long[] more, Object... values) {
        return new TupleImpl(source, task, Arrays.asList(values), root == 0 ? 0 : root(root), edge, more);
    }

    private void tuples(int task, TupleImpl... tuples) {
        assertEquals(tuples.length, encoder.tuples(task, tuples, 0, tuples.length, MAX));
    }

    private List<String> decode() {
        return decode(encoder);
    }

    private List<String> decode(BatchEncoder encoder) {
        ByteBuf payload = encoder.end(ALLOC, 0);
        try {
            return new Text(new ArrayList<>()).lines(table, payload);
        } finally {
            payload.release();
        }
    }

    private static StormTopology topology() {
        Map<String, SpoutSpec> spouts = Map.of("words", new SpoutSpec(new ComponentObject(), common(Map.of("default", List.of("word")))));
        Map<String, Bolt> bolts = new HashMap<>();
        bolts.put("count", new Bolt(new ComponentObject(), common(Map.of("default", List.of("word", "n"), "signals", List.of()))));
        bolts.put("sink", new Bolt(new ComponentObject(), common(Map.of())));
        return new StormTopology(spouts, bolts, new HashMap<>());
    }

    private static ComponentCommon common(Map<String, List<String>> streams) {
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        streams.forEach((name, fields) -> common.put_to_streams(name, new StreamInfo(fields, false)));
        return common;
    }
}
