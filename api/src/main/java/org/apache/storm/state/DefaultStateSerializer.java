// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.SerializerFactory;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import com.esotericsoftware.kryo.serializers.OptionalSerializers;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.storm.Config;
import org.apache.storm.task.TopologyContext;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Writes keys and values by Kryo: objects of any class. Any thread may use it. */
public class DefaultStateSerializer<T> implements Serializer<T> {
    private static final long serialVersionUID = 4671172377224604446L;
    private static final int BUFFER_INITIAL_BYTES = 2000;
    private static final int BUFFER_MAX_BYTES = 2_000_000_000;

    private final Map<String, Object> topoConf; // Nothing reads it afterwards; the serialized form has it.
    private final List<String> registrations;
    private final transient boolean inTopology;
    private transient ThreadLocal<Kryo> kryo;

    /**
     * @param topoConf its {@link Config#TOPOLOGY_STATE_KRYO_REGISTER} names further classes that the state holds; null for none
     * @param context of the task; null outside of any
     * @param classesToRegister further classes that the state holds
     */
    public DefaultStateSerializer(Map<String, Object> topoConf, TopologyContext context, List<Class<?>> classesToRegister) {
        this.topoConf = topoConf;
        this.inTopology = context != null;
        this.registrations = classesToRegister.stream().map(Class::getName).collect(Collectors.toCollection(ArrayList::new));
        if (topoConf != null && topoConf.get(Config.TOPOLOGY_STATE_KRYO_REGISTER) instanceof Iterable<?> names) {
            names.forEach(name -> registrations.add(String.valueOf(name)));
        }
    }

    public DefaultStateSerializer(Map<String, Object> topoConf, TopologyContext context) {
        this(topoConf, context, Collections.emptyList());
    }

    public DefaultStateSerializer() {
        this(Collections.emptyMap(), null);
    }

    @Override
    public byte[] serialize(T obj) {
        Output out = new Output(BUFFER_INITIAL_BYTES, BUFFER_MAX_BYTES);
        kryo().writeClassAndObject(out, obj);
        return out.toBytes();
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(byte[] b) {
        return (T) kryo().readClassAndObject(new Input(b));
    }

    private synchronized Kryo kryo() {
        if (kryo == null) {
            kryo = ThreadLocal.withInitial(this::newKryo);
        }
        return kryo.get();
    }

    /**
     * Numbers classes as Storm does, so that either reads what the other stored: after Kryo's own come tuples (where there is a context), then those
     * given, then those of the configuration, then Optional. Other classes go by name.
     */
    private Kryo newKryo() {
        Kryo made = new Kryo();
        made.setRegistrationRequired(false);
        made.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        made.setDefaultSerializer(new FieldByField());
        ClassLoader topologyLoader = Thread.currentThread().getContextClassLoader();
        if (topologyLoader != null) {
            made.setClassLoader(topologyLoader);
        }
        if (inTopology) {
            made.register(PlaceOfTuples.class);
        }
        for (String name : registrations) {
            try {
                made.register(Class.forName(name, true, made.getClassLoader()));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("State is to hold objects of " + name + ", which is not there", e);
            }
        }
        made.register(Optional.class, new OptionalSerializers.OptionalSerializer()); // which Java cannot serialize
        return made;
    }

    /** Objects field by field, but for classes of the JDK, which do not open up to Kryo. */
    private static final class FieldByField extends SerializerFactory.BaseSerializerFactory<com.esotericsoftware.kryo.Serializer<?>> {
        @Override
        public com.esotericsoftware.kryo.Serializer<?> newSerializer(Kryo kryo, Class type) {
            boolean closed = type.getName().startsWith("java.") && Serializable.class.isAssignableFrom(type);
            return closed ? new JavaSerializer() : new FieldSerializer<>(kryo, type);
        }
    }

    /** Takes the number that tuples have in Storm; windows save tuples in a form of their own. */
    private static final class PlaceOfTuples {
    }
}
