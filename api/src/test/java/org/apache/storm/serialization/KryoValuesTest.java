// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.storm.transactional.TransactionAttempt;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

class KryoValuesTest {
    private final Map<String, Object> conf = new HashMap<>(Map.of(
        "topology.kryo.factory", "org.apache.storm.serialization.DefaultKryoFactory",
        "topology.tuple.serializer", "org.apache.storm.serialization.types.ListDelegateSerializer",
        "topology.fall.back.on.java.serialization", false,
        "topology.skip.missing.kryo.registrations", false));

    public static class Point {
        int x = 3;
        int y = 4;
    }

    public static class Marked {
        String how = "plain";
    }

    /** Made with the class and the configuration. */
    public static class MarkedSerializer extends Serializer<Marked> {
        private final String mark;

        public MarkedSerializer(Class<?> type, Map<String, Object> conf) {
            mark = type.getSimpleName() + conf.get("mark");
        }

        @Override
        public void write(Kryo kryo, Output output, Marked object) {
            output.writeString(mark);
        }

        @Override
        public Marked read(Kryo kryo, Input input, Class<? extends Marked> type) {
            Marked read = new Marked();
            read.how = input.readString();
            return read;
        }
    }

    /** Registers {@link Point}. */
    public static class PointDecorator implements IKryoDecorator {
        @Override
        public void decorate(Kryo k) {
            k.register(Point.class);
        }
    }

    private List<Object> roundTrip(Object... values) {
        return new KryoValuesDeserializer(conf).deserialize(new KryoValuesSerializer(conf).serialize(Arrays.asList(values)));
    }

    @Test
    void whatTuplesCommonlyHoldComesBackAsItWas() {
        Object[] values = {"word", 1, 2L, 3.5, 4.5f, (short) 5, (byte) 6, 'c', true, null, new BigInteger("123456789012345678901234567890"),
            new ArrayList<>(List.of("a", List.of())), new HashMap<>(Map.of("k", 1)), new HashSet<>(Set.of(1, 2)), new Values("v", 2),
            new TransactionAttempt(BigInteger.ONE, 7)};
        values[11] = new ArrayList<>(Arrays.asList("a", new ArrayList<>()));
        assertEquals(Arrays.asList(values), roundTrip(values));
        assertArrayEquals(new byte[] {1, 2}, (byte[]) roundTrip((Object) new byte[] {1, 2}).get(0));
    }

    @Test
    void bytesAreThoseThatStormWrites() {
        KryoValuesSerializer serializer = new KryoValuesSerializer(conf);
        assertArrayEquals(new byte[] {3, 97, 98, -29}, serializer.serializeObject("abc"));
        assertArrayEquals(new byte[] {4, 3, -126, 97, 2, 2, 9, 4}, serializer.serialize(List.of("a", 1, 2L)));
    }

    @Test
    void theListThatValuesComeInNeedNotBeRegisteredAndASerializerIsUsedAgain() {
        KryoValuesSerializer serializer = new KryoValuesSerializer(conf);
        KryoValuesDeserializer deserializer = new KryoValuesDeserializer(conf);
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of("x", i), deserializer.deserialize(serializer.serialize(List.of("x", i))));
        }
        assertEquals("abc", deserializer.deserializeObject(serializer.serializeObject("abc")));
    }

    @Test
    void aClassThatIsNotRegisteredIsRefusedByName() {
        String message = assertThrows(IllegalArgumentException.class, () -> roundTrip(new Point())).getMessage();
        assertTrue(message.contains(Point.class.getName()), message);
    }

    @Test
    void aRegisteredClassNeedsNoSerializerOfItsOwn() {
        conf.put("topology.kryo.register", List.of(Point.class.getName()));
        assertEquals(4, ((Point) roundTrip(new Point()).get(0)).y);
    }

    @Test
    void aSerializerIsMadeByTheConstructorItHas() {
        conf.put("mark", "!");
        conf.put("topology.kryo.register", List.of(Map.of(Marked.class.getName(), MarkedSerializer.class.getName())));
        assertEquals("Marked!", ((Marked) roundTrip(new Marked()).get(0)).how);
    }

    @Test
    void numbersDoNotDependOnTheOrderOfRegistration() {
        conf.put("topology.kryo.register", List.of(Point.class.getName(), Marked.class.getName()));
        byte[] one = new KryoValuesSerializer(conf).serialize(List.of(new Point(), new Marked()));
        conf.put("topology.kryo.register", List.of(Marked.class.getName(), Point.class.getName()));
        assertArrayEquals(one, new KryoValuesSerializer(conf).serialize(List.of(new Point(), new Marked())));
    }

    @Test
    void aMissingClassIsRefusedUnlessItMayBeSkipped() {
        conf.put("topology.kryo.register", List.of("no.such.Thing"));
        String message = assertThrows(RuntimeException.class, () -> SerializationFactory.getKryo(conf)).getMessage();
        assertTrue(message.contains("no.such.Thing") && message.contains("topology.kryo.register"), message);
        conf.put("topology.skip.missing.kryo.registrations", true);
        assertEquals(List.of("x"), roundTrip("x"));
    }

    @Test
    void decoratorsHaveTheLastWord() {
        conf.put("topology.kryo.decorators", List.of(PointDecorator.class.getName()));
        assertEquals(3, ((Point) roundTrip(new Point()).get(0)).x);
    }

    @Test
    void javaTakesOverWhereThatIsAllowed() {
        conf.put("topology.fall.back.on.java.serialization", true);
        assertEquals(List.of(new Date(5), Locale.US), roundTrip(new Date(5), Locale.US));
        String message = assertThrows(RuntimeException.class, () -> roundTrip(new Point())).getMessage();
        assertTrue(message.contains(Point.class.getName()), message);
    }

    @Test
    void kryoDoesNotTrackReferences() {
        assertFalse(SerializationFactory.getKryo(conf).getReferences());
    }
}
