// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.security.serialization.BlowfishTupleSerializer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import tempest.worker.link.AckMessageType;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** Single values through the wire and back, among many others. */
final class ValueCodecTest {
    private static final int MAX = 1 << 20;

    private final StreamSource source = new StreamSource(0, "a", "default", new Fields("value"), null);
    private final WireTable table = WireTable.of(topology(), (component, stream) -> source);
    private Kryo writing = new Kryo();
    private Kryo reading = new Kryo();

    @Test
    void everyUsualTypeComesBackAsItWas() {
        writing.register(ArrayList.class);
        reading.register(ArrayList.class);
        List<Object> values = Arrays.asList(null, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 0, -7, Integer.MIN_VALUE, 1.5, Double.NaN, true, false, 1.5f,
            (short) 3, (byte) 4, 'x', "", "a", "é", "\u00ff", "\u0100", "語", "\ud83d\ude00", "\ud800", "n".repeat(238), "n".repeat(239),
            "n".repeat(240), "é".repeat(10_000), "語".repeat(10_000), new ArrayList<>(List.of(1, "two", 3L)));
        // A lone surrogate has no form in UTF-8; Java's own encoder makes it a question mark.
        assertEquals(values.stream().map(value -> "\ud800".equals(value) ? "?" : value).toList(), roundTrip(values));
    }

    @Test
    void bytesComeBackAsTheyWere() {
        writing.register(byte[].class);
        reading.register(byte[].class);
        byte[] bytes = {1, -2, 3};
        assertArrayEquals(bytes, (byte[]) roundTrip(List.of(bytes)).get(0));
    }

    @Test
    void randomTextsThatOftenRepeatComeBackAsTheyWere() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int vocabulary = 1 + random.nextInt(1000);
            List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(3000); i > 0; i--) {
                int number = random.nextInt(vocabulary);
                values.add((number % 3 == 0 ? "word" : number % 3 == 1 ? "wörd" : "語") + "x".repeat(number % 40) + number);
            }
            assertEquals(values, roundTrip(values));
        }
    }

    @Test
    void aRepeatedShortTextUsesTwoBytesAndIsOneObject() {
        List<Object> filler = new ArrayList<>(List.of("x".repeat(300)));
        filler.add("again");
        int once = bytes(filler);
        filler.add(new String("again"));
        assertEquals(once + 3, bytes(filler), "a head, and a reference of two bytes");
        List<Object> back = roundTrip(filler);
        assertSame(back.get(1), back.get(2));
    }

    @Test
    void textsThatNeverRepeatAreSoonNoLongerLookedUp() {
        StringDictionary texts = new StringDictionary();
        texts.newPayload();
        for (int i = 0; i < 1000; i++) {
            assertEquals(-1, texts.find("text " + i));
            texts.written("text " + i, true);
        }
        assertEquals(-1, texts.find("text 999"), "not remembered any more");
        for (int i = 0; i < 5000; i++) {
            texts.written("text " + i, true);
        }
        texts.newPayload();
        for (int i = 0; texts.find("same") < 0; i++) {
            texts.written("same", true);
            assertTrue(i < 5000, "remembered again after a while");
        }
    }

    /** Writes a text backwards. */
    static final class Backwards extends Serializer<String> {
        @Override
        public void write(Kryo kryo, Output out, String text) {
            out.writeString(new StringBuilder(text).reverse().toString());
        }

        @Override
        public String read(Kryo kryo, Input in, Class<? extends String> type) {
            return in.readString().toUpperCase();
        }
    }

    @Test
    void aSerializerThatTheUserRegisteredForAUsualTypeIsUsed() {
        writing.register(String.class, new Backwards());
        reading.register(String.class, new Backwards());
        assertEquals(List.of("OLLEH", 5), roundTrip(List.of("hello", 5)));
    }

    @Test
    void aTupleSerializerOfTheUsersSeesEveryTuple() {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put("topology.tuple.serializer", BlowfishTupleSerializer.class.getName());
        conf.put(BlowfishTupleSerializer.SECRET_KEY, "00112233445566778899");
        writing = TupleKryo.of(conf, getClass().getClassLoader());
        reading = TupleKryo.of(conf, getClass().getClassLoader());
        assertEquals(List.of("secret", "secret", 5L), roundTrip(List.of("secret", "secret", 5L)));
        ByteBuf payload = encode(List.of("secret"));
        assertEquals(-1, payload.toString(java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("secret"), "not readable on the wire");
        payload.release();
    }

    @Test
    void aReferenceToATextThatWasNotThereIsRefused() {
        WireInput in = new WireInput();
        in.setBuffer(new byte[] {ValueTag.AGAIN, 3});
        assertThrows(KryoException.class, () -> new ValueDecoder(reading).read(in));
        in.setBuffer(new byte[] {ValueTag.UTF8, -1, -1, -1, -1, 7});
        KryoException e = assertThrows(KryoException.class, () -> new ValueDecoder(reading).read(in));
        assertTrue(e.getMessage().contains("claims"), e.getMessage());
        in.setBuffer(new byte[] {15});
        assertThrows(KryoException.class, () -> new ValueDecoder(reading).read(in));
    }

    @Test
    void sizesThatTheBytesCannotHoldAreRefusedBeforeMemoryIsAllocated() {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put("topology.kryo.register", List.of("[I", "[J", "[D", "[Ljava.lang.Object;", "[Ljava.lang.String;"));
        writing = TupleKryo.of(conf, getClass().getClassLoader());
        reading = TupleKryo.of(conf, getClass().getClassLoader());
        for (Object value : List.of(new ArrayList<>(List.of(1, 2)), new HashMap<>(Map.of(1, 2)), new HashSet<>(List.of(7)), new Object[] {1, 2},
            new String[] {"a"}, new int[] {5}, new byte[] {5}, new long[] {5}, new double[] {5})) {
            for (long claim : new long[] {Integer.MAX_VALUE, 500_000_000, 5_000_000, 1L << 31, (1L << 32) - 1}) {
                ByteBuf payload = encode(List.of(value));
                int at = sizeAt(payload, value);
                ByteBuf bad = io.netty.buffer.Unpooled.buffer().writeBytes(payload, 0, at);
                for (long left = claim; ; left >>>= 7) {
                    bad.writeByte((int) (left > 127 ? left & 127 | 128 : left));
                    if (left <= 127) {
                        break;
                    }
                }
                bad.writeBytes(payload, at + 1, payload.readableBytes() - at - 1);
                payload.release();
                UnserializableTupleException e = assertThrows(UnserializableTupleException.class, () -> decode(bad), value.getClass() + " " + claim);
                assertTrue(e.getMessage().contains("claims") || e.getMessage().contains("damaged"), e.getMessage());
            }
        }
    }

    /** Where the byte with the number of elements is, or that number plus one: before the first other difference in a longer one. */
    private static int sizeAt(ByteBuf payload, Object value) {
        int elements = value instanceof java.util.Collection<?> list ? list.size()
            : value instanceof Map<?, ?> map ? map.size() : java.lang.reflect.Array.getLength(value);
        int afterTag = 7;
        for (int at = afterTag; ; at++) {
            int seen = payload.getByte(at) & 0x7F;
            if (seen == elements || seen == elements + 1) {
                return at;
            }
        }
    }

    @Test
    void javaSerializationAllocatesNoMoreMemoryThanItsBytesCouldFill() {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put("topology.fall.back.on.java.serialization", true);
        writing = TupleKryo.of(conf, getClass().getClassLoader());
        reading = TupleKryo.of(conf, getClass().getClassLoader());
        java.util.LinkedHashSet<Integer> set = new java.util.LinkedHashSet<>();
        for (int i = 0; i < 3000; i++) {
            set.add(i);
        }
        assertEquals(List.of(set), roundTrip(List.of(set)));
        ByteBuf payload = encode(List.of((java.io.Serializable) new Integer[] {1}));
        byte[] length = {0, 0, 0, 1};
        int at = io.netty.buffer.ByteBufUtil.indexOf(io.netty.buffer.Unpooled.wrappedBuffer(length), payload);
        assertTrue(at > 0);
        payload.setInt(payload.readerIndex() + at, Integer.MAX_VALUE);
        UnserializableTupleException e = assertThrows(UnserializableTupleException.class, () -> decode(payload));
        assertTrue(e.getMessage().contains("REJECTED"), e.getMessage());
    }

    @Test
    void valuesNestedTooDeepAreRefusedOnBothSides() {
        writing.register(ArrayList.class);
        reading.register(ArrayList.class);
        Object deep = nested(BatchDecoder.MAX_DEPTH - 1);
        assertEquals(List.of(deep), roundTrip(List.of(deep)));
        Object tooDeep = nested(5000);
        UnserializableTupleException e = assertThrows(UnserializableTupleException.class, () -> encode(List.of(tooDeep)));
        assertTrue(e.getMessage().contains("depth"), e.getMessage());
        // As a sender without the limit would write it.
        ByteBuf payload = encode(List.of(new ArrayList<>(List.of(new ArrayList<>()))));
        ByteBuf bad = io.netty.buffer.Unpooled.buffer();
        int end = payload.readableBytes();
        int level = 3;
        bad.writeBytes(payload, 0, end - level);
        for (int i = 0; i < 5000; i++) {
            bad.writeBytes(payload, end - 2 * level, level);
        }
        payload.release();
        assertThrows(UnserializableTupleException.class, () -> decode(bad));
    }

    private static Object nested(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            list = new ArrayList<>(Collections.singletonList(list));
        }
        return list;
    }

    // ------------------------------------------------------------------

    private List<Object> roundTrip(List<Object> values) {
        return decode(encode(values));
    }

    private List<Object> decode(ByteBuf payload) {
        List<Object> back = new ArrayList<>();
        try {
            new BatchDecoder(reading, table, TopologyTasks.of(topology(), Map.of(1, "a", 2, "b"))).decode(payload, new BatchDecoder.BlockSink() {
                @Override
                public void tuples(int task, TupleImpl[] tuples, int count) {
                    for (int i = 0; i < count; i++) {
                        back.add(tuples[i].getValue(0));
                    }
                }

                @Override
                public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
                    throw new AssertionError("no acks were sent");
                }
            });
        } finally {
            payload.release();
        }
        return back;
    }

    private int bytes(List<Object> values) {
        ByteBuf payload = encode(values);
        int bytes = payload.readableBytes();
        payload.release();
        return bytes;
    }

    private ByteBuf encode(List<Object> values) {
        BatchEncoder encoder = new BatchEncoder(writing, table, MAX);
        TupleImpl[] batch = values.stream().map(value -> new TupleImpl(source, 1, Arrays.asList(value), 0, 0, null)).toArray(TupleImpl[]::new);
        assertEquals(batch.length, encoder.tuples(2, batch, 0, batch.length, MAX));
        return encoder.end(UnpooledByteBufAllocator.DEFAULT, 0);
    }

    private static StormTopology topology() {
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        common.put_to_streams("default", new StreamInfo(List.of("value"), false));
        return new StormTopology(Map.of("a", new SpoutSpec(new ComponentObject(), common)), new HashMap<>(), new HashMap<>());
    }
}
