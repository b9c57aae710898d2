// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.CollectionsEmptyListSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.CollectionsEmptyMapSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.CollectionsEmptySetSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.EnumSerializer;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.List;
import org.apache.storm.shade.net.minidev.json.JSONArray;
import org.apache.storm.shade.net.minidev.json.JSONObject;
import org.apache.storm.spout.CheckPointState;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.tuple.Tuple10;
import org.apache.storm.streams.tuple.Tuple3;
import org.apache.storm.streams.tuple.Tuple4;
import org.apache.storm.streams.tuple.Tuple5;
import org.apache.storm.streams.tuple.Tuple6;
import org.apache.storm.streams.tuple.Tuple7;
import org.apache.storm.streams.tuple.Tuple8;
import org.apache.storm.streams.tuple.Tuple9;
import org.apache.storm.tuple.TupleImpl;

/**
 * Registers the classes that the API itself puts into tuples, so that its own tuples reach other workers in every topology. A class that the
 * topology registered stays as it wished, and so do the numbers of its classes: these come after them. Stateless.
 */
final class SystemForms {
    private static final List<Class<?>> STREAM_TUPLES = List.of(Tuple3.class, Tuple4.class, Tuple5.class, Tuple6.class, Tuple7.class,
        Tuple8.class, Tuple9.class, Tuple10.class);

    private SystemForms() {
    }

    /** Every serializer is given, as Kryo's default one may be Java's by now. */
    static void register(Kryo kryo) {
        // Steps of checkpoints.
        add(kryo, CheckPointState.Action.class, new EnumSerializer(CheckPointState.Action.class));
        // Late tuples of windows.
        add(kryo, TupleImpl.class, new TupleImpl.KryoForm());
        // Values of the Streams API.
        add(kryo, Pair.class, new PairSerializer());
        STREAM_TUPLES.forEach(type -> add(kryo, type, new StreamTupleSerializer(type)));
        // Lists and maps that a process of another language emits.
        add(kryo, JSONArray.class, new CollectionSerializer<JSONArray>());
        add(kryo, JSONObject.class, new MapSerializer<JSONObject>());
        // What coordinators and emitters of batches say when there is nothing to say.
        add(kryo, Collections.emptyList().getClass(), new CollectionsEmptyListSerializer());
        add(kryo, Collections.emptyMap().getClass(), new CollectionsEmptyMapSerializer());
        add(kryo, Collections.emptySet().getClass(), new CollectionsEmptySetSerializer());
    }

    private static void add(Kryo kryo, Class<?> type, Serializer<?> serializer) {
        if (kryo.getClassResolver().getRegistration(type) == null) {
            kryo.register(type, serializer);
        }
    }

    /** Both values, each with its class. */
    private static final class PairSerializer extends Serializer<Pair<?, ?>> {
        @Override
        public void write(Kryo kryo, Output out, Pair<?, ?> pair) {
            kryo.writeClassAndObject(out, pair.getFirst());
            kryo.writeClassAndObject(out, pair.getSecond());
        }

        @Override
        public Pair<?, ?> read(Kryo kryo, Input in, Class<? extends Pair<?, ?>> type) {
            Object first = kryo.readClassAndObject(in);
            return Pair.of(first, kryo.readClassAndObject(in));
        }
    }

    /** All values in their order, each with its class; these tuples have public fields in that order and one constructor. */
    private static final class StreamTupleSerializer extends Serializer<Object> {
        private final Field[] fields;
        private final Constructor<?> constructor;

        StreamTupleSerializer(Class<?> type) {
            constructor = type.getConstructors()[0];
            fields = new Field[constructor.getParameterCount()];
            try {
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = type.getField("value" + (i + 1));
                }
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(type + " has no public field for each of its values", e);
            }
        }

        @Override
        public void write(Kryo kryo, Output out, Object tuple) {
            try {
                for (Field field : fields) {
                    kryo.writeClassAndObject(out, field.get(tuple));
                }
            } catch (IllegalAccessException e) {
                throw new KryoException(e);
            }
        }

        @Override
        public Object read(Kryo kryo, Input in, Class<?> type) {
            Object[] values = new Object[fields.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = kryo.readClassAndObject(in);
            }
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new KryoException(e);
            }
        }
    }
}
