// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.TestTuples;
import org.apache.storm.multilang.JsonSerializer;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.tuple.Tuple10;
import org.apache.storm.streams.tuple.Tuple3;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

/** What the API puts into tuples travels in every topology. */
class SystemFormsTest {
    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());

    private Object sent(Object value) {
        return new KryoValuesDeserializer(conf).deserialize(new KryoValuesSerializer(conf).serialize(new Values(value))).get(0);
    }

    @Test
    void stepsOfCheckpoints() {
        for (Action action : Action.values()) {
            assertSame(action, sent(action));
        }
    }

    @Test
    void theSameWhereJavaSerializationIsAllowed() {
        conf.put("topology.fall.back.on.java.serialization", true);
        assertSame(Action.COMMIT, sent(Action.COMMIT));
        assertEquals(Pair.of("a", 1), sent(Pair.of("a", 1)));
    }

    @Test
    void aTupleInATuple() {
        Tuple sent = (Tuple) sent(new TupleImpl(TestTuples.from("c", "s", 3, new Fields("a", "b"), 1L, null)));
        assertEquals(List.of("c", "s", 3), List.of(sent.getSourceComponent(), sent.getSourceStreamId(), sent.getSourceTask()));
        assertEquals(new Fields("a", "b"), sent.getFields());
        assertEquals(Arrays.asList(1L, null), sent.getValues());
        assertEquals(Map.of(), sent.getMessageId().getAnchorsToIds());
        assertEquals(1L, sent.getLongByField("a"));
    }

    @Test
    void pairsAndTuplesOfStreams() {
        Object nested = Pair.of(Pair.of("k", null), new Tuple3<>(1, "two", 3.0));
        assertEquals(nested, sent(nested));
        Object ten = new Tuple10<>(1, 2, 3, 4, 5, 6, 7, 8, 9, "ten");
        assertEquals(ten, sent(ten));
    }

    @Test
    void nestedValuesOfAProcessOfAnotherLanguage() throws Exception {
        JsonSerializer json = new JsonSerializer();
        String emit = "{\"command\":\"emit\",\"tuple\":[[1,[2]],{\"k\":[{\"l\":null}]}]}\nend\n";
        json.initialize(new ByteArrayOutputStream(), new ByteArrayInputStream(emit.getBytes(StandardCharsets.UTF_8)));
        List<Object> values = json.readShellMsg().getTuple();
        assertEquals(List.of(1, List.of(2)), sent(values.get(0)));
        assertEquals(values.get(1), sent(values.get(1)));
    }

    @Test
    void emptyCollectionsOfTheJdk() {
        assertEquals(List.of(), sent(Collections.emptyList()));
        assertEquals(Map.of(), sent(Collections.emptyMap()));
        assertEquals(List.of(), List.copyOf((java.util.Set<?>) sent(Collections.emptySet())));
    }

    @Test
    void whatTheTopologyRegistersKeepsItsNumberAndItsSerializer() {
        conf.put("topology.kryo.register", List.of(Map.of(Pair.class.getName(), OwnPairs.class.getName())));
        conf.put("topology.kryo.decorators", List.of(Numbered.class.getName()));
        Kryo kryo = SerializationFactory.getKryo(conf);
        assertInstanceOf(OwnPairs.class, kryo.getRegistration(Pair.class).getSerializer());
        assertEquals(30, kryo.getRegistration(StringBuilder.class).getId());
        assertSame(StringBuilder.class, kryo.getRegistration(30).getType());
        assertSame(Action.class, kryo.getRegistration(kryo.getRegistration(Action.class).getId()).getType());
    }

    /** Gives a class a number of its own. */
    public static class Numbered implements IKryoDecorator {
        @Override
        public void decorate(Kryo kryo) {
            kryo.register(StringBuilder.class, 30);
        }
    }

    /** A user's serializer. */
    public static class OwnPairs extends Serializer<Pair<?, ?>> {
        @Override
        public void write(Kryo kryo, Output out, Pair<?, ?> pair) {
            out.writeString("own");
        }

        @Override
        public Pair<?, ?> read(Kryo kryo, Input in, Class<? extends Pair<?, ?>> type) {
            return Pair.of(in.readString(), null);
        }
    }
}
